import type { NewObservation, ObservationData } from '@coldframe/db'
import { type Look, reasonOf, type Seen } from './look.ts'
import { sendingAddresses } from './sending-addresses.ts'

/** What Google and Microsoft publish of the domain and of the addresses that it sends from, where the operator has access. */
export async function lookAtReputation(look: Look): Promise<Seen> {
  const { vendors } = look
  const addresses = vendors.snds ? await sendingAddresses(look) : []
  const asked = [...(vendors.postmaster ? [readPostmaster(look)] : []), ...addresses.map((one) => readSnds(look, one))]
  return { observations: await Promise.all(asked) }
}

const noPostmaster: ObservationData<'postmaster'> = {
  ...{ state: 'unknown', text: null, day: null, spamRate: null, errors: {} },
  authentication: { spf: null, dkim: null, dmarc: null },
}

async function readPostmaster({ vendors, domain }: Look): Promise<NewObservation> {
  const read = vendors.postmaster
    ?.read(domain.name)
    .catch((error: unknown) => ({ ...noPostmaster, text: reasonOf(error) }))
  return { kind: 'postmaster', subject: 'gmail', data: (await read) ?? noPostmaster, observedAt: new Date() }
}

const noSnds: ObservationData<'snds'> = {
  ...{ state: 'unknown', text: null, filterResult: null, complaintRate: null, messages: null, trapHits: null },
}

async function readSnds({ vendors }: Look, address: string): Promise<NewObservation> {
  const read = vendors.snds?.read(address).catch((error: unknown) => ({ ...noSnds, text: reasonOf(error) }))
  return { kind: 'snds', subject: address, data: (await read) ?? noSnds, observedAt: new Date() }
}

import type { NewObservation, Repositories } from '@coldframe/db'
import type { ActivityDeps } from './deps.ts'
import { blocklistEvents, dnsEvents } from './evidence/changes.ts'
import { dayOf, daysBefore, type Look, type Seen } from './evidence/look.ts'
import { lookAtBlocklists } from './evidence/look-at-blocklists.ts'
import { type DnsSeen, lookAtDns } from './evidence/look-at-dns.ts'
import { lookAtReputation } from './evidence/look-at-reputation.ts'
import { readDeliveryReports } from './evidence/read-delivery-reports.ts'

export interface EvidenceInput {
  accountId: string
  livemode: boolean
  domainId: string
}

/** Days that observations are kept: what a history can show. */
const KEPT_DAYS = 92

/**
 * Asks the outside world once a day what it thinks of a domain, and keeps what it says. A second look on the same day writes over the
 * first and tells nothing twice. Who cannot be asked is `unknown` for that day, and holds up nobody else.
 */
export const createGatherEvidence = ({ db, vendors }: ActivityDeps) => ({
  async gatherEvidence({ domainId, accountId, livemode }: EvidenceInput): Promise<void> {
    const owner = { accountId, livemode }
    const domain = await db.domains.get(owner, domainId)
    if (!domain || domain.retiredAt) return
    const at = (await db.clocks.read(livemode)).now()
    const look: Look = { db, owner, domain, vendors: vendors(livemode), at, today: dayOf(at) }
    const [dns, ...others] = await Promise.all([
      lookAtDns(look),
      lookAtBlocklists(look),
      lookAtReputation(look),
      readDeliveryReports(look),
    ])
    await db.transaction((tx) => keep(tx, look, dns, others))
  },
})

async function keep(tx: Repositories, { owner, domain, at, today }: Look, dns: DnsSeen, others: Seen[]): Promise<void> {
  const current = await tx.domains.lock(owner, domain.id)
  if (!current) return
  const since = daysBefore(at, KEPT_DAYS)
  const listsBefore = await tx.observations.lastKnown(owner, domain.id, 'blocklist', since)
  const dnsBefore = await tx.observations.lastKnown(owner, domain.id, 'dns', since)
  const observations: NewObservation[] = [dns, ...others].flatMap((seen) => seen.observations)
  await tx.observations.record(owner, domain.id, today, observations)
  await tx.observations.forget(owner, domain.id, since)
  for (const { commit } of [dns, ...others]) await commit?.(tx)
  await tx.events.append(owner, [
    ...blocklistEvents(current, listsBefore, observations),
    ...dnsEvents(current, dnsBefore, dns.purposes),
  ])
}

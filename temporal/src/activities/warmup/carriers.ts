import type { Correspondent } from '@coldframe/db'
import { ProviderError } from '../../providers/errors.ts'
import type { WarmupCarrier } from '../../warmup/carriers/warmup-carrier.ts'
import type { ActivityDeps } from '../deps.ts'

/** Opens a mailbox for as long as it is worked with. */
export const createCarriers =
  ({ vendors }: Pick<ActivityDeps, 'vendors'>) =>
  async <T>(livemode: boolean, mailbox: Correspondent, work: (carrier: WarmupCarrier) => Promise<T>): Promise<T> => {
    const { provider, tenantExternalId, externalId } = mailbox
    if (!tenantExternalId || !externalId) {
      throw new ProviderError({ provider, kind: 'not_found', message: `Mailbox ${mailbox.id} is not at its provider.` })
    }
    const carrier = vendors(livemode).mailbox.openCarrier(tenantExternalId, externalId)
    try {
      return await work(carrier)
    } finally {
      await carrier.close()
    }
  }
export type WithCarrier = ReturnType<typeof createCarriers>

const AT_ONCE = 4

/** Works through groups, few at once: all of one mailbox is done one after the other. Nothing goes on when it has thrown. */
export async function eachGroup<Item>(groups: Item[][], work: (group: Item[]) => Promise<void>): Promise<void> {
  const waiting = [...groups]
  const worker = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) await work(group)
  }
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

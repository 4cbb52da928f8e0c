import type { Fleet, NewEvent } from '@coldframe/db'
import { fleetEvent } from '../activities/events.ts'
import type { FleetJudgement } from '../rules/fleet/judge-fleet.ts'

/** What is missing, and what a person can do; null where nothing is. */
export function messageOf(
  { shortage, missingDomains, missingCents }: Pick<Fleet, 'shortage' | 'missingDomains' | 'missingCents'>,
  currency: string,
): string | null {
  switch (shortage) {
    case null:
      return null
    case 'spend_ceiling':
      return `Orders of ${missingDomains} ${missingDomains === 1 ? 'domain' : 'domains'} do not fit under the spend ceiling: it lacks ${currency} ${((missingCents ?? 0) / 100).toFixed(2)}.`
    case 'burn_rate_too_high':
      return `Domains burn faster than spares can make up for; ${missingDomains} are kept without any. Look at the lists and the copy, or lower the target.`
    case 'no_names':
      return 'No close variant of the brand is left that can be ordered. Keep another fleet with another brand domain.'
    case 'approval':
      return 'Rotations wait for somebody to agree.'
    case 'losses':
      return 'More domains were lost than spares were there. Replacements are on their way.'
  }
}

/** The event of a change between low and kept; nothing where it is as it was. */
export function newsOf(
  before: Fleet,
  after: Fleet,
  { low }: FleetJudgement,
  current: number,
  currency: string,
): NewEvent[] {
  const message = messageOf(after, currency)
  if (after.status === 'low' && before.status !== 'low')
    return [fleetEvent('fleet.capacity_low', after, { capacity: low?.capacity ?? current, message })]
  if (after.status === 'kept' && before.status === 'low')
    return [fleetEvent('fleet.capacity_restored', after, { capacity: current, message })]
  return []
}

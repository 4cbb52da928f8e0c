import { type PlacementCounts, placementShare } from './placement.ts'

/** What a domain has to reach before it is active. */
export interface ActivationBar {
  /** On so many days a mailbox must have sent … */
  days: number
  /** … and so large a share of the domain's mailboxes. */
  mailboxShare: number
  /** Messages of the exchange whose place is known. */
  looked: number
  /** Share of these that must lie in the inbox; judged by the lower end of its interval. */
  inboxShare: number
}

export interface Criterion {
  name: 'days' | 'looked' | 'inbox_share'
  value: number
  needed: number
  isMet: boolean
}

export interface Activation {
  isReached: boolean
  criteria: Criterion[]
}

export interface ActivationEvidence {
  /** Days on which each mailbox has sent; those that are retired or failed are left out. */
  sentDays: readonly number[]
  /** Null where the account takes no part in the exchange: then there is no placement to judge by, and only days count. */
  placement: PlacementCounts | null
}

export function judgeActivation(bar: ActivationBar, { sentDays, placement }: ActivationEvidence): Activation {
  const criteria = [daysOf(bar, sentDays), ...(placement ? placementCriteria(bar, placement) : [])]
  return { isReached: criteria.every(({ isMet }) => isMet), criteria }
}

/** The number of days that the asked share of the mailboxes has. */
function daysOf({ days, mailboxShare }: ActivationBar, sentDays: readonly number[]): Criterion {
  const descending = [...sentDays].sort((a, b) => b - a)
  const value = descending[Math.max(0, Math.ceil(mailboxShare * descending.length) - 1)] ?? 0
  return { name: 'days', value, needed: days, isMet: value >= days }
}

function placementCriteria(bar: ActivationBar, counts: PlacementCounts): Criterion[] {
  const { looked, interval } = placementShare(counts)
  return [
    { name: 'looked', value: looked, needed: bar.looked, isMet: looked >= bar.looked },
    {
      name: 'inbox_share',
      value: interval.lower,
      needed: bar.inboxShare,
      isMet: looked > 0 && interval.lower >= bar.inboxShare,
    },
  ]
}

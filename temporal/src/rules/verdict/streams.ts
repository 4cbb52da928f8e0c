import type { Stream } from './baseline.ts'
import type { DayNumbers, ProviderDay } from './numbers.ts'
import { thresholds } from './thresholds.ts'

export interface Count {
  bad: number
  total: number
}

const none: Count = { bad: 0, total: 0 }

export const providersOf = (days: DayNumbers[]): string[] => {
  const names = new Set<string>()
  for (const { providers } of days) for (const name of Object.keys(providers)) names.add(name)
  return [...names].sort()
}

type CountOf = (day: ProviderDay) => Count

const at =
  (provider: string, countOf: CountOf): Stream['countOf'] =>
  (day) => {
    const own = day.providers[provider]
    return own ? countOf(own) : none
  }

const everywhere =
  (countOf: CountOf): Stream['countOf'] =>
  (day) => {
    const sum = { ...none }
    for (const provider of Object.values(day.providers)) {
      const { bad, total } = countOf(provider)
      sum.bad += bad
      sum.total += total
    }
    return sum
  }

/** Seeds stand in for neutral mail only where there is none: their folder also depends on the campaign's copy. */
const placement: CountOf = ({ inbox, spam, seedInbox = 0, seedSpam = 0 }) =>
  inbox + spam > 0 ? { bad: spam, total: inbox + spam } : { bad: seedSpam, total: seedInbox + seedSpam }

const reputation: CountOf = ({ reputation = 0, domainBlocked = 0, sent, accountRestricted = 0 }) => {
  const bad = reputation + domainBlocked
  return { bad, total: Math.max(bad, sent - accountRestricted) }
}

const complaints: CountOf = ({ complaints = 0, heard = 0 }) => ({ bad: complaints, total: Math.max(complaints, heard) })

const unknownRecipients: CountOf = ({ recipientUnknown = 0, sent, accountRestricted = 0 }) => ({
  bad: recipientUnknown,
  total: Math.max(recipientUnknown, sent - accountRestricted),
})

export const placementStream = (provider: string): Stream => ({
  name: `placement ${provider}`,
  correlation: thresholds.placement.correlation,
  countOf: at(provider, placement),
})

export const reputationAt = (provider: string) => at(provider, reputation)
export const reputationStream: Stream = {
  name: 'reputation',
  correlation: thresholds.reputation.correlation,
  countOf: everywhere(reputation),
}

export const complaintStream: Stream = {
  name: 'complaints',
  correlation: thresholds.complaints.correlation,
  countOf: everywhere(complaints),
}

export const unknownAt = (provider: string) => at(provider, unknownRecipients)
export const listStream: Stream = {
  name: 'list',
  correlation: thresholds.list.correlation,
  countOf: everywhere(unknownRecipients),
}

export const streamsOf = (days: DayNumbers[]): Stream[] => [
  ...providersOf(days).map(placementStream),
  reputationStream,
  complaintStream,
  listStream,
]

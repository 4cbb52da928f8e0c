import type { Conclusion, Finding } from '../finding.ts'
import type { DayNumbers } from '../numbers.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'

const { restrictedShare, recheckWithinDays, blockingProviders } = thresholds.providerTexts

function sumOf(days: DayNumbers[], field: 'accountRestricted' | 'domainBlocked') {
  const providers = days.flatMap(({ providers }) => Object.values(providers))
  const bad = providers.reduce((sum, provider) => sum + (provider[field] ?? 0), 0)
  return { bad, total: providers.reduce((sum, { sent }) => sum + sent, 0) }
}

const isRestricted = (day: DayNumbers) => {
  const { bad, total } = sumOf([day], 'accountRestricted')
  return bad > 0 && bad >= total * restrictedShare
}

/** Over when mail was sent again and most of it went out. */
function concludeRestricted(days: DayNumbers[]): Conclusion {
  const sending = days.filter((day) => sumOf([day], 'accountRestricted').total > 0)
  if (sending.length === 0) return 'no_data'
  const since = sending.length - 1 - sending.findLastIndex((day) => !isRestricted(day))
  if (since === 0) return 'clear'
  return since > 1 ? 'confirmed' : 'alarm'
}

function concludeBlocked(days: DayNumbers[]): Conclusion {
  const blocking = days.map(({ providers }) => Object.keys(providers).filter((name) => providers[name]?.domainBlocked))
  if (sumOf(days, 'domainBlocked').total === 0) return 'no_data'
  const servers = new Set(blocking.flat())
  if (servers.size >= blockingProviders) return 'confirmed'
  return servers.size > 0 ? 'alarm' : 'clear'
}

/**
 * Texts that leave no doubt. Our own provider restricts the account (Exchange 5.1.8, 5.7.705): confirmed when a second
 * day's mail is refused too. A recipient's server blocks the domain by name: confirmed by a second provider's server.
 */
export function providerTextFindings({ days, today }: Context): Finding[] {
  const fromDay = today - recheckWithinDays + 1
  const recent = days.filter(({ day }) => day >= fromDay)
  const restricted = sumOf(recent, 'accountRestricted')
  const blocked = sumOf(recent, 'domainBlocked')
  const own = { family: 'provider_texts', interval: null, window: { fromDay, toDay: today }, score: null } as const
  const share = ({ bad, total }: { bad: number; total: number }) => ({
    value: total > 0 ? bad / total : null,
    sampleSize: total,
    effectiveSize: total,
  })
  return [
    {
      ...own,
      ...share(restricted),
      subject: 'account_restricted',
      threshold: restrictedShare,
      conclusion: concludeRestricted(recent),
    },
    { ...own, ...share(blocked), subject: 'domain_blocked', threshold: 0, conclusion: concludeBlocked(recent) },
  ]
}

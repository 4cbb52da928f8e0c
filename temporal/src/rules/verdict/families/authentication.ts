import { authenticationRefusals, isUnauthenticated } from '../authentication-faults.ts'
import type { Finding } from '../finding.ts'
import { thresholds } from '../thresholds.ts'
import { type Context, recentWindow } from './context.ts'
import { intervalOf } from './sequential-finding.ts'

/** What DMARC reports, the daily DNS check and refusals for authentication say. An alarm while the fault may still be felt. */
export function authenticationFindings({ days, today, faulty }: Context): Finding[] {
  const window = recentWindow(today)
  const recent = days.filter(({ day }) => day >= window.fromDay)
  const counts = recent.map(authenticationRefusals)
  const bad = counts.reduce((sum, count) => sum + count.bad, 0)
  const total = counts.reduce((sum, count) => sum + count.total, 0)
  const isKnown = recent.some(({ isAuthenticated }) => isAuthenticated !== null) || total > 0
  const isFine = isKnown && !recent.some(isUnauthenticated)
  return [
    {
      family: 'authentication',
      subject: null,
      value: total > 0 ? bad / total : null,
      interval: total > 0 ? intervalOf(bad / total, total, true) : null,
      threshold: thresholds.authentication.refusals,
      sampleSize: total,
      effectiveSize: total,
      window,
      conclusion: faulty.has(today) ? 'alarm' : isFine ? 'clear' : isKnown ? 'unclear' : 'no_data',
      score: null,
    },
  ]
}

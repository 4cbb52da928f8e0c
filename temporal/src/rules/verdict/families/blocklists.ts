import type { Conclusion, Finding } from '../finding.ts'
import type { Listing } from '../numbers.ts'
import { thresholds } from '../thresholds.ts'
import type { Context } from './context.ts'

interface Observation extends Listing {
  day: number
}

/** Listed days up to now, back to the last clean one. */
function listedSince(observations: Observation[]): number {
  const lastClean = observations.findLastIndex(({ isListed }) => !isListed)
  return observations.length - 1 - lastClean
}

function conclude(observations: Observation[]): Conclusion {
  const listed = listedSince(observations)
  if (listed === 0) return 'clear'
  return listed > 1 ? 'confirmed' : 'alarm'
}

/** A listing is an alarm on the first day and confirmed by a second look on another one. Subject: `domain dbl`, `ip zen`. */
export function blocklistFindings({ days, today }: Context): Finding[] {
  const fromDay = today - thresholds.blocklist.recheckWithinDays + 1
  const recent = days.filter(({ day }) => day >= fromDay)
  const all = recent.flatMap(({ day, listings }) => listings.map((listing) => ({ ...listing, day })))
  const subjects = [...new Set(all.map(({ object, list }) => `${object} ${list}`))].sort()
  return subjects.map((subject) => {
    const observations = all.filter(({ object, list }) => `${object} ${list}` === subject)
    return {
      family: 'blocklists',
      subject,
      value: listedSince(observations),
      interval: null,
      threshold: 1,
      sampleSize: observations.length,
      effectiveSize: observations.length,
      window: { fromDay, toDay: today },
      conclusion: conclude(observations),
      score: null,
    }
  })
}

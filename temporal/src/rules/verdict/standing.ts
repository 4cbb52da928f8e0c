import { verdictCauses } from '@coldframe/db/enums'
import { z } from 'zod'
import type { Claim } from './claim.ts'
import { thresholds } from './thresholds.ts'

/** What was said of the domain until now. */
export const standingSchema = z.object({
  health: z.enum(['unknown', 'healthy', 'watch', 'worn', 'burned']),
  cause: z.enum(verdictCauses).nullable(),
  sinceDay: z.number().int().nullable(),
  /** Days in a row whose own findings were better than the standing, and by data. */
  betterDays: z.number().int(),
})
export type Standing = z.infer<typeof standingSchema>

export const noStanding: Standing = { health: 'unknown', cause: null, sinceDay: null, betterDays: 0 }

const severity = { unknown: 0, healthy: 0, watch: 1, worn: 2, burned: 3 } as const

/** `unknown` is no proof of health: worn and burned are left by data only. */
function isBetter(standing: Standing, claim: Claim): boolean {
  if (severity[claim.health] >= severity[standing.health]) return false
  return (
    standing.health === 'watch' ||
    claim.health === 'healthy' ||
    (standing.health === 'burned' &&
      claim.cause !== null &&
      claim.cause !== 'domain' &&
      claim.cause !== 'provider_action')
  )
}

const enter = (day: number, { health, cause }: Claim): Standing => ({ health, cause, sinceDay: day, betterDays: 0 })

/** Worse at once; better only after days in a row, and from burned only to watch. */
export function nextStanding(standing: Standing, claim: Claim, day: number): Standing {
  const { health } = standing
  if (severity[claim.health] > severity[health]) return enter(day, claim)
  if (severity[claim.health] === severity[health]) {
    if (claim.health === health) return { ...standing, cause: claim.cause, betterDays: 0 }
    return enter(day, claim)
  }
  if (health === 'unknown' || health === 'healthy') return enter(day, claim)
  const betterDays = isBetter(standing, claim) ? standing.betterDays + 1 : 0
  if (betterDays < thresholds.dwell[health]) return { ...standing, betterDays }
  return enter(day, health === 'burned' ? { health: 'watch', cause: claim.cause } : claim)
}

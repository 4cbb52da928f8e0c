import { z } from 'zod'
import type { Context } from './families/context.ts'
import { intervalOf } from './families/sequential-finding.ts'
import { effectiveSize } from './intervals.ts'
import { placementStream } from './streams.ts'
import { thresholds } from './thresholds.ts'
import { type DailyCount, trendOf } from './trend.ts'

const { placement, wear, days: spans } = thresholds

/** Placement that gets worse from week to week at one recipient provider. */
export const wearSchema = z.object({
  provider: z.string(),
  spamShare: z.number(),
  perDay: z.number(),
  /** The slope in its own standard errors. */
  z: z.number(),
  /** Until the line reaches the share at which a domain is burned; 0 when it is there. */
  expectedDaysLeft: z.number(),
})
export type Wear = z.infer<typeof wearSchema>

/** The lower bound of the last two weeks' share. */
function lowerBound(days: DailyCount[], today: number): number {
  const recent = days.filter(({ day }) => day > today - spans.recent)
  const sizes = recent.map(({ total }) => effectiveSize(total, placement.correlation))
  const size = sizes.reduce((sum, own) => sum + own, 0)
  const bad = recent.reduce((sum, { bad, total }, i) => sum + (total > 0 ? (bad / total) * (sizes[i] ?? 0) : 0), 0)
  return size > 0 ? intervalOf(bad / size, size, false).lower : 0
}

function wearAt(provider: string, { authenticated, today }: Context): Wear | null {
  const { countOf, correlation } = placementStream(provider)
  const days = authenticated.map((day) => ({ day: day.day, ...countOf(day) }))
  const trend = trendOf(days, correlation)
  if (!trend || trend.z < wear.z || trend.perDay * spans.kept < wear.leastRise) return null
  if (lowerBound(days, today) < placement.worry) return null
  const expectedDaysLeft = Math.max(0, Math.round((placement.burned - trend.now) / trend.perDay))
  return { provider, spamShare: trend.now, perDay: trend.perDay, z: trend.z, expectedDaysLeft }
}

/** The provider at which the least time is left; null where no placement is falling. */
export function wearOf(context: Context): Wear | null {
  const all = context.providers.flatMap((provider) => wearAt(provider, context) ?? [])
  return all.sort((a, b) => a.expectedDaysLeft - b.expectedDaysLeft)[0] ?? null
}

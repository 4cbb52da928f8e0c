import { z } from 'zod'
import type { Context } from './families/context.ts'
import { intervalOf } from './families/sequential-finding.ts'
import { type Finding, isSuspicious } from './finding.ts'
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

function countsAt(provider: string, { authenticated }: Context): DailyCount[] {
  const { countOf } = placementStream(provider)
  return authenticated.map((day) => ({ day: day.day, ...countOf(day) }))
}

function wearAt(provider: string, context: Context): Wear | null {
  const days = countsAt(provider, context)
  const trend = trendOf(days, placement.correlation)
  if (!trend || trend.z < wear.z || trend.perDay * spans.kept < wear.leastRise) return null
  if (lowerBound(days, context.today) < placement.worry) return null
  const expectedDaysLeft = Math.max(0, Math.round((placement.burned - trend.now) / trend.perDay))
  return { provider, spamShare: trend.now, perDay: trend.perDay, z: trend.z, expectedDaysLeft }
}

/** All providers together: a decline is seen at each of them, and together there is more mail to see it in. */
const everywhere = ({ authenticated, providers }: Context): DailyCount[] => {
  const streams = providers.map(placementStream)
  return authenticated.map((day) => {
    const counts = streams.map(({ countOf }) => countOf(day))
    const bad = counts.reduce((sum, count) => sum + count.bad, 0)
    return { day: day.day, bad, total: counts.reduce((sum, count) => sum + count.total, 0) }
  })
}

/**
 * Whether placement was already falling before the break that the findings suggest. If it was, nothing broke: the domain
 * wears, and is burned when it is worn through, not on the first bad days on the way.
 */
export function wasFalling(context: Context, findings: Finding[]): boolean {
  const runs = findings.filter((finding) => finding.family === 'placement' && isSuspicious(finding))
  const breakDay = Math.min(context.today - wear.breakDays, ...runs.map(({ window }) => window.fromDay))
  const alone = runs.flatMap(({ subject }) => (subject === null ? [] : [countsAt(subject, context)]))
  return [everywhere(context), ...alone].some((days) => {
    const before = days.filter(({ day }) => day < breakDay)
    const trend = trendOf(before, placement.correlation)
    return trend !== null && trend.z >= wear.fallingZ && trend.perDay * spans.kept >= wear.leastRise
  })
}

/** The provider at which the least time is left; null where no placement is falling. */
export function wearOf(context: Context): Wear | null {
  const all = context.providers.flatMap((provider) => wearAt(provider, context) ?? [])
  return all.sort((a, b) => a.expectedDaysLeft - b.expectedDaysLeft)[0] ?? null
}

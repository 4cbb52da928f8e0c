import type { DomainWarmup, PlacementTally, SentOfDay, WarmupDay } from '@coldframe/db'
import {
  currentProfile,
  type DomainDay,
  type Explanation,
  type PlacementCounts,
  placementShare,
  profileNames,
} from '@coldframe/temporal/warmup'

export interface Books {
  warmup: DomainWarmup | null
  /** Oldest first. */
  days: WarmupDay[]
  sent: SentOfDay[]
  tallies: PlacementTally[]
}

/** The day that was planned last, as it was planned; null before the first. */
export function dayOf(warmup: DomainWarmup | null): DomainDay | null {
  if (!warmup?.course) return null
  return { ...warmup.course, profile: currentProfile(warmup, warmup.course.providerCap) }
}

/** `ids`: of the mailboxes that count; all where it is null. */
export function presentCommon({ warmup, days, sent, tallies }: Books, ids: ReadonlySet<string> | null) {
  const isCounted = (id: string) => ids === null || ids.has(id)
  const counted = tallies.filter(({ mailboxId }) => isCounted(mailboxId))
  return {
    profile: profileNames.find((name) => name === warmup?.choice.profile) ?? 'standard',
    timeZone: warmup?.zone ?? 'UTC',
    placements: presentPlacements(counted),
    replies: counted.reduce((sum, { replies }) => sum + replies, 0),
    days: days.map(({ day, plans }) => {
      const own = plans.filter(({ id }) => isCounted(id))
      return {
        date: day,
        dailySendLimit: sumOf(own, ({ dailySendLimit }) => dailySendLimit),
        warmupVolume: sumOf(own, ({ warmupVolume }) => warmupVolume),
        sent: sumOf(
          sent.filter((row) => row.day === day && isCounted(row.mailboxId)),
          (row) => row.sent,
        ),
      }
    }),
  }
}

export function sumOf<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + read(item), 0)
}

export function countPlacements(tallies: PlacementTally[]): PlacementCounts {
  const counts: PlacementCounts = { inbox: 0, spam: 0, missing: 0, unknown: 0 }
  for (const { placement, count } of tallies) if (placement) counts[placement] += count
  return counts
}

function presentPlacements(tallies: PlacementTally[]) {
  const byProvider = [...Map.groupBy(tallies, ({ provider }) => provider)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byProvider.map(([provider, rows]) => {
    const counts = countPlacements(rows)
    const { inboxShare, interval } = placementShare(counts)
    return { provider, ...counts, inboxShare, lower: interval.lower, upper: interval.upper }
  })
}

export const presentAllowance = ({ value, binding, limits }: Explanation) => ({ value, binding, limits })

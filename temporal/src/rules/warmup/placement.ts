import { type Interval, wilson } from '../intervals.ts'

/** `unknown`: nobody could look, or somebody else has moved it. It is neither good nor bad. */
export const placements = ['inbox', 'spam', 'missing', 'unknown'] as const
export type Placement = (typeof placements)[number]

export type PlacementCounts = Record<Placement, number>

export interface PlacementShare {
  /** Messages whose place is known. */
  looked: number
  unknown: number
  /** Null where no place is known: no data is no share. */
  inboxShare: number | null
  /** Of the share, with 95 % confidence (Wilson). */
  interval: Interval
}

/** Normal quantile of 97.5 %. */
const Z = 1.96

export function placementShare({ inbox, spam, missing, unknown }: PlacementCounts): PlacementShare {
  const looked = inbox + spam + missing
  const inboxShare = looked > 0 ? inbox / looked : null
  return { looked, unknown, inboxShare, interval: wilson(inbox, looked, Z) }
}

/** Greylisting alone holds a first message back for up to an hour or two (RFC 6647 section 5). */
const PATIENCE_MS = 4 * 3_600_000

/** Whether a message's place is final. One that is not there yet may still be on its way. */
export const isPlacementFinal = (placement: Placement, ageMs: number): boolean =>
  placement === 'inbox' || placement === 'spam' || ageMs >= PATIENCE_MS

import { mix } from './random.ts'

/** Pairs of domains come back after this many days at the earliest, and pairs of mailboxes with them. */
const DAYS_APART = 7

/**
 * The pool is a ring of slots with one domain in each; a meeting is a distance on the ring and a shift of the mailboxes.
 * Each day has meetings of its own, those of one weekday, so no pair meets twice in a week, and nobody has to
 * remember who met whom: each domain computes its own part by itself.
 */
export interface Meeting {
  /** Slots between the two domains. */
  distance: number
  /** Mailbox `p` of the one meets `p + shift` of the other, modulo the larger of the two. */
  shift: number
  /** How often this distance comes before it; from as many as there are mailboxes on, shifts come again. */
  round: number
}

/**
 * Odd, so that no distance is its own opposite, and with room to grow: as long as it stays the same, so do the meetings.
 * In the week after it has doubled a pair may meet again; a unique key on the pair and the week refuses these.
 */
export function ringSizeOf(slots: number): number {
  return 2 ** Math.max(2, Math.ceil(Math.log2(Math.max(1, slots) + 1))) - 1
}

/** `shifts`: the most mailboxes that a domain can have. */
export function* meetingsOf(
  ring: { size: number; seed: number },
  dayNumber: number,
  shifts: number,
): Generator<Meeting> {
  const distances = (ring.size - 1) / 2
  const stride = strideOf(distances, ring.seed)
  const first = ((dayNumber % DAYS_APART) + DAYS_APART) % DAYS_APART
  for (let turn = first; turn < distances * shifts; turn += DAYS_APART) {
    const place = ((turn % distances) * stride + ring.seed) % distances
    const distance = 1 + place
    const round = Math.floor(turn / distances)
    yield { distance, round, shift: round + (mix(ring.seed ^ distance) % shifts) }
  }
}

/** A step that reaches all distances before one comes again, so that near and far domains are mixed. */
function strideOf(distances: number, seed: number): number {
  let stride = 1 + (mix(seed) % distances)
  while (greatestDivisor(stride, distances) !== 1) stride += 1
  return stride
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

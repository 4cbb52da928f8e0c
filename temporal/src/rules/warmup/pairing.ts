import type { Provider } from '@coldframe/db'
import { type Meeting, meetingsOf, ringSizeOf } from './pool-ring.ts'
import { mix } from './random.ts'

/** The most mailboxes of one domain. */
const MOST_MAILBOXES = 100
/** So many partners are looked at for each message, to choose from them by provider. */
const CHOICE = 2
/** Holes in the ring and small partners cost turns; who finds nobody in so many sends less. */
const TURNS_PER_MESSAGE = 40
const LEAST_TURNS = 200

/** A domain that takes part. Its place on the ring and the order of its mailboxes stay as they are. */
export interface PoolDomain {
  /** From 0, its own as long as it takes part; a slot that is free again may be given to another. */
  slot: number
  provider: Provider
  /** Ids in the order in which they came; null for one that is gone or does not take part today. */
  mailboxes: readonly (string | null)[]
}

export interface Pool {
  /** The same for all, always. */
  seed: number
  /** Slots that were ever given out; not only those in use. */
  slots: number
  domainAt(slot: number): PoolDomain | undefined
}

export interface Pair {
  from: string
  to: string
}

/**
 * To whom the mailboxes of one domain write on one day: never to their own domain, to no one with whom they had to do
 * in the six days before, and to the providers in turn. The same whenever it is computed, at a cost that does not
 * depend on the size of the pool. `wanted`: messages by place in `domain.mailboxes`. Where there are not enough
 * partners there are fewer pairs.
 */
export function pairDomain(pool: Pool, domain: PoolDomain, wanted: readonly number[], dayNumber: number): Pair[] {
  const most = Math.max(0, ...wanted)
  if (most === 0) return []
  const candidates = findCandidates(pool, domain, wanted, dayNumber)
  return domain.mailboxes.flatMap((from, place) => {
    if (from === null) return []
    return chooseByProvider(candidates[place] ?? [], wanted[place] ?? 0).map(({ to }) => ({ from, to }))
  })
}

interface Candidate {
  to: string
  provider: Provider
}

function findCandidates(pool: Pool, domain: PoolDomain, wanted: readonly number[], dayNumber: number): Candidate[][] {
  const found: Candidate[][] = domain.mailboxes.map(() => [])
  const needed = wanted.map((want, place) => (domain.mailboxes[place] == null ? 0 : want * CHOICE))
  let open = needed.filter((need) => need > 0).length
  let turns = Math.max(LEAST_TURNS, TURNS_PER_MESSAGE * Math.max(...wanted))
  const ring = { size: ringSizeOf(pool.slots), seed: pool.seed }
  for (const meeting of meetingsOf(ring, dayNumber, MOST_MAILBOXES)) {
    if (open === 0 || turns === 0) break
    turns -= 1
    for (const { partner, isAhead } of partnersOf(pool, domain, meeting, ring.size)) {
      for (const [place, candidates] of found.entries()) {
        const need = needed[place] ?? 0
        if (candidates.length >= need) continue
        const to = partnerOf({ domain, partner, meeting, isAhead, seed: pool.seed }, place)
        if (to === null) continue
        candidates.push({ to, provider: partner.provider })
        if (candidates.length === need) open -= 1
      }
    }
  }
  return found
}

function* partnersOf(pool: Pool, domain: PoolDomain, { distance }: Meeting, size: number) {
  for (const isAhead of [true, false]) {
    const slot = (domain.slot + (isAhead ? distance : size - distance)) % size
    const partner = pool.domainAt(slot)
    if (partner && partner.slot !== domain.slot) yield { partner, isAhead }
  }
}

interface Encounter {
  domain: PoolDomain
  partner: PoolDomain
  meeting: Meeting
  isAhead: boolean
  seed: number
}

/**
 * Each meeting is seen from both sides, and only one of the two writes: the hash of the pair, as the domain that is behind
 * on the ring sees it, says which.
 */
function partnerOf({ domain, partner, meeting, isAhead, seed }: Encounter, place: number): string | null {
  const larger = Math.max(domain.mailboxes.length, partner.mailboxes.length)
  if (meeting.round >= larger) return null
  const shift = meeting.shift % larger
  const other = (place + (isAhead ? shift : larger - shift)) % larger
  const to = partner.mailboxes[other] ?? null
  if (to === null) return null
  const [behind, first] = isAhead ? [domain, place] : [partner, other]
  const isBehindWriting =
    (mix(seed ^ mix(behind.slot * 8_191 + meeting.distance * 131 + first) ^ meeting.shift) & 1) === 0
  return isBehindWriting === isAhead ? to : null
}

/** One of each provider in turn, the scarcest first, so that a few messages reach as many providers as there are. */
function chooseByProvider(candidates: readonly Candidate[], count: number): Candidate[] {
  const queues = [...Map.groupBy(candidates, ({ provider }) => provider).values()].sort((a, b) => a.length - b.length)
  const chosen: Candidate[] = []
  for (let turn = 0; chosen.length < count && queues.some((queue) => turn < queue.length); turn += 1) {
    for (const queue of queues) {
      const candidate = queue[turn]
      if (candidate && chosen.length < count) chosen.push(candidate)
    }
  }
  return chosen
}

import type { Provider } from '@coldframe/db'
import t from 'tap'
import { between } from './domain-day-fixture.ts'
import { type PoolDomain, pairDomain } from './pairing.ts'
import { ringSizeOf } from './pool-ring.ts'
import { createDraws } from './random.ts'

interface Options {
  domains: number
  mailboxes: () => number
  seed?: number
  /** Of slots that are in use. */
  fill?: number
  provider?: (slot: number) => Provider
}

function createPool({ domains, mailboxes, seed = 7, fill = 1, provider = () => 'microsoft365' }: Options) {
  const draws = createDraws(`holes ${seed}`)
  const members: PoolDomain[] = Array.from({ length: domains }, (_, slot) => ({
    slot,
    provider: provider(slot),
    mailboxes: Array.from({ length: mailboxes() }, (_, place) => `${slot}/${place}`),
  })).filter(() => fill === 1 || draws.next() < fill)
  const bySlot = new Map(members.map((member) => [member.slot, member]))
  return { members, pool: { seed, slots: domains, domainAt: (slot: number) => bySlot.get(slot) } }
}

type Made = ReturnType<typeof createPool>
const pairsOf = ({ members, pool }: Made, day: number, want: (id: string) => number) =>
  members.flatMap((domain) =>
    pairDomain(
      pool,
      domain,
      domain.mailboxes.map((id) => (id === null ? 0 : want(id))),
      day,
    ),
  )
const unordered = ({ from, to }: { from: string; to: string }) => (from < to ? `${from} ${to}` : `${to} ${from}`)
const domainOf = (id: string) => id.split('/')[0]

/** What breaks a rule in two weeks of a pool; empty where nothing does. */
function faultsOf(made: Made, want: (id: string) => number): string[] {
  const metOn = new Map<string, number>()
  const faults: string[] = []
  for (let day = 20_600; day < 20_614; day += 1) {
    for (const pair of pairsOf(made, day, want)) {
      if (domainOf(pair.from) === domainOf(pair.to)) faults.push(`${pair.from} writes to its own domain`)
      const before = metOn.get(unordered(pair))
      if (before !== undefined && day - before < 7) faults.push(`${unordered(pair)} on ${before} and ${day}`)
      metOn.set(unordered(pair), day)
    }
  }
  return faults
}

t.test('random pools: never one domain, no pair twice in a week, in either direction', async (t) => {
  const draws = createDraws('pools')
  for (let run = 0; run < 25; run += 1) {
    const mailboxes = () => between(draws, 1, 12)
    const made = createPool({ domains: between(draws, 2, 40), mailboxes, seed: run * 911, fill: 0.4 + draws.next() })
    const wants = new Map<string, number>()
    const want = (id: string) => wants.get(id) ?? wants.set(id, between(draws, 0, 15)).get(id) ?? 0
    t.strictSame(faultsOf(made, want), [], `run ${run}`)
  }
})

t.test('nobody writes more than wanted, and in a pool that is large enough everybody writes all of it', async (t) => {
  const made = createPool({ domains: 200, mailboxes: () => 10 })
  const sent = Map.groupBy(
    pairsOf(made, 20_600, () => 20),
    ({ from }) => from,
  )
  t.equal(sent.size, 2_000)
  t.ok([...sent.values()].every((pairs) => pairs.length === 20))
})

t.test('what is written is spread over those who receive', async (t) => {
  const made = createPool({ domains: 100, mailboxes: () => 10 })
  const received = Map.groupBy(
    pairsOf(made, 20_601, () => 10),
    ({ to }) => to,
  )
  t.ok(received.size > 990)
  t.ok(Math.max(...[...received.values()].map((pairs) => pairs.length)) <= 30)
})

t.test('a few messages already reach all providers', async (t) => {
  const provider = (slot: number): Provider =>
    slot % 10 < 6 ? 'microsoft365' : slot % 10 < 9 ? 'google_workspace' : 'smtp_relay'
  const made = createPool({ domains: 300, mailboxes: () => 3, provider })
  const sent = Map.groupBy(
    pairsOf(made, 20_600, () => 9),
    ({ from }) => from,
  )
  const reached = [...sent.values()].map((pairs) => new Set(pairs.map(({ to }) => provider(Number(domainOf(to))))).size)
  t.ok(reached.filter((count) => count === 3).length > 0.7 * reached.length)
  t.ok(reached.every((count) => count >= 2))
})

t.test('the same seed and day give the same pairs, another seed or day others', async (t) => {
  const list = (seed: number, day: number) =>
    pairsOf(createPool({ domains: 30, mailboxes: () => 5, seed }), day, () => 4)
      .map(unordered)
      .sort()
  t.strictSame(list(1, 20_600), list(1, 20_600))
  t.notSame(list(1, 20_600), list(2, 20_600))
  t.notSame(list(1, 20_600), list(1, 20_601))
})

t.test('what a domain computes does not depend on who else computes, so that each does it by itself', async (t) => {
  const made = createPool({ domains: 50, mailboxes: () => 4 })
  const asked: number[] = []
  const [first] = made.members
  if (!first) throw new Error('no member')
  const domainAt = (slot: number) => {
    asked.push(slot)
    return made.pool.domainAt(slot)
  }
  pairDomain({ ...made.pool, domainAt }, first, [3, 3, 3, 3], 20_600)
  t.ok(new Set(asked).size < 50)
})

t.test('one domain has nobody to write to, and of two both write', async (t) => {
  t.strictSame(
    pairsOf(createPool({ domains: 1, mailboxes: () => 10 }), 20_600, () => 5),
    [],
  )
  const two = createPool({ domains: 2, mailboxes: () => 50 })
  const senders = Map.groupBy(
    pairsOf(two, 20_600, () => 5),
    ({ from }) => domainOf(from),
  )
  t.ok((senders.get('0')?.length ?? 0) > 100)
  t.ok((senders.get('1')?.length ?? 0) > 100)
  t.strictSame(
    faultsOf(two, () => 20),
    [],
    'and where there are too few partners, fewer messages are written',
  )
})

t.test('mailboxes that are gone get nothing and write nothing', async (t) => {
  const made = createPool({ domains: 20, mailboxes: () => 4 })
  for (const member of made.members) member.mailboxes = member.mailboxes.map((id, place) => (place === 2 ? null : id))
  const pairs = pairsOf(made, 20_600, () => 5)
  t.ok(pairs.length > 100)
  t.notOk(pairs.some(({ from, to }) => /\/2$/.test(from) || /\/2$/.test(to)))
})

t.test('rings are odd and have room', async (t) => {
  t.strictSame([0, 1, 3, 4, 1_000, 1_023, 1_024].map(ringSizeOf), [3, 3, 3, 7, 1_023, 1_023, 2_047])
})

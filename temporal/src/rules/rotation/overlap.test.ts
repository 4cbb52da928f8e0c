import t from 'tap'
import { createDraws } from '../warmup/random.ts'
import { capsOfOverlap, LONGEST_OVERLAP_DAYS, mayCutOver, type Overlap, totalOf } from './overlap.ts'

t.test('of ten thousand days the old caps and the new limits never come to less than what was', async (t) => {
  const { next: random } = createDraws('overlap')
  const wrong: unknown[] = []
  for (let round = 0; round < 10_000; round++) {
    const old = Array.from({ length: Math.floor(random() * 100) }, (_, index) => ({
      id: `m${index}`,
      baseLimit: Math.floor(random() * 41),
    }))
    const newTotal = Math.floor(random() * 3_000)
    const caps = capsOfOverlap(old, newTotal)
    const sum = caps.reduce((total, { cap }) => total + cap, 0)
    const isWhole = sum === Math.max(0, totalOf(old) - newTotal)
    const isBounded = caps.every(({ cap }, index) => cap >= 0 && cap <= (old[index]?.baseLimit ?? 0))
    if (!isWhole || !isBounded) wrong.push({ old, newTotal, caps })
  }
  t.same(wrong, [])
})

t.test('what is drained is shared by what each had', async (t) => {
  const old = [
    { id: 'a', baseLimit: 30 },
    { id: 'b', baseLimit: 10 },
    { id: 'c', baseLimit: 0 },
  ]
  t.same(capsOfOverlap(old, 20), [
    { id: 'a', cap: 15 },
    { id: 'b', cap: 5 },
    { id: 'c', cap: 0 },
  ])
  t.same(
    capsOfOverlap(old, 1_000).map(({ cap }) => cap),
    [0, 0, 0],
  )
  t.same(
    capsOfOverlap(old, 0).map(({ cap }) => cap),
    [30, 10, 0],
  )
})

const overlap: Overlap = {
  reason: 'worn',
  baseTotal: 100,
  newTotal: 0,
  days: 0,
  replacement: { status: 'warming', health: 'unknown', readyAt: new Date() },
}
const answer = (change: Partial<Overlap>) => mayCutOver({ ...overlap, ...change })

t.test('a worn domain hands over when the new one carries as much', async (t) => {
  t.equal(answer({ newTotal: 99 }), 'wait')
  t.equal(answer({ newTotal: 100 }), 'now')
  t.equal(answer({ newTotal: 1, days: LONGEST_OVERLAP_DAYS }), 'now', 'but not for ever')
  t.equal(answer({ newTotal: 0, days: 1_000 }), 'wait', 'to one that sends nothing never')
})

t.test('a burned one hands over as soon as the new one sends at all', async (t) => {
  t.equal(answer({ reason: 'burned', newTotal: 1 }), 'now')
  t.equal(answer({ reason: 'burned', newTotal: 0, baseTotal: 0 }), 'wait')
})

t.test('one that never sent is followed at once, if somebody asked', async (t) => {
  t.equal(answer({ reason: 'requested', baseTotal: 0 }), 'now')
  t.equal(answer({ reason: 'worn', baseTotal: 0 }), 'wait', 'it stopped sending when it wore')
})

t.test('nobody hands over to a domain that is not ready or lost', async (t) => {
  const { replacement } = overlap
  t.equal(answer({ newTotal: 200, replacement: { ...replacement, readyAt: null } }), 'wait')
  t.equal(answer({ newTotal: 200, replacement: { ...replacement, health: 'burned' } }), 'lost')
  t.equal(answer({ newTotal: 200, replacement: { ...replacement, status: 'retiring' } }), 'lost')
})

import t from 'tap'
import { createDraws } from '../warmup/random.ts'
import { afterOf, REFUND_DAYS, retireTime } from './end-of-old.ts'

const DAY_MS = 86_400_000
const at = (text: string) => new Date(`${text}T12:00:00Z`)

t.test('in the first week of a term a domain is retired at once, while the rest can be had back', async (t) => {
  t.same(retireTime(at('2026-03-16'), at('2026-01-10')), at('2026-03-16'))
})

t.test('later its replies are read until the day before the term ends', async (t) => {
  t.same(retireTime(at('2026-03-17'), at('2026-01-10')), at('2026-04-09'))
  t.same(retireTime(at('2026-03-09'), at('2026-01-10')), at('2026-03-09'), 'never before the grace time is over')
})

t.test('a term that began on the 31st ends with shorter months', async (t) => {
  t.same(retireTime(at('2026-02-20'), at('2026-01-31')), at('2026-02-27'))
  t.same(retireTime(at('2026-03-01'), at('2026-01-31')), at('2026-03-01'), 'the second day of the next term')
})

t.test('without licences nothing is waited for', async (t) => {
  t.same(retireTime(at('2026-03-17'), null), at('2026-03-17'))
})

t.test('it never waits for more than a term, and never into one that would be paid anew', async (t) => {
  const { next: random } = createDraws('terms')
  const wrong: unknown[] = []
  for (let round = 0; round < 2_000; round++) {
    const since = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 365) * DAY_MS)
    const drained = new Date(since.getTime() + Math.floor(random() * 800) * DAY_MS)
    const days = (retireTime(drained, since).getTime() - drained.getTime()) / DAY_MS
    if (days < 0 || days > 31 - REFUND_DAYS) wrong.push({ since, drained, days })
  }
  t.same(wrong, [])
})

t.test('a burned name ends, others rest', async (t) => {
  t.equal(afterOf('burned'), 'retire')
  for (const reason of ['worn', 'planned', 'requested'] as const) t.equal(afterOf(reason), 'rest')
})

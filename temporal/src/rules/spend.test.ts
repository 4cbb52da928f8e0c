import t from 'tap'
import { faultOfSpend, type SpendLimits } from './spend.ts'

const none: SpendLimits = { maxSpend: null, ceilingCents: null, takenCents: 0, currency: 'USD' }
const judge = (totalCents: number, limits: Partial<SpendLimits>) =>
  faultOfSpend({ totalCents, currency: 'USD' }, { ...none, ...limits })

t.test('without limits any order may be placed', async (t) => {
  t.equal(judge(1_000_000, {}), null)
})

t.test('an order may come to its limit, and to no cent more', async (t) => {
  const maxSpend = { cents: 100, currency: 'USD' }
  t.equal(judge(100, { maxSpend }), null)
  t.equal(judge(101, { maxSpend }), 'max_spend_exceeded')
})

t.test('what the month holds counts against the ceiling', async (t) => {
  t.equal(judge(40, { ceilingCents: 100, takenCents: 60 }), null)
  t.equal(judge(41, { ceilingCents: 100, takenCents: 60 }), 'spend_ceiling_exceeded')
  t.equal(judge(1, { ceilingCents: 0 }), 'spend_ceiling_exceeded')
})

t.test('what costs nothing is possible under any ceiling', async (t) => {
  t.equal(judge(0, { ceilingCents: 100, takenCents: 500 }), null)
})

t.test('another currency is never compared', async (t) => {
  t.equal(judge(1, { maxSpend: { cents: 100, currency: 'EUR' } }), 'currency_mismatch')
  t.equal(judge(1, { currency: 'CHF' }), 'currency_mismatch')
})

import t from 'tap'
import type { FleetAction } from './fleet-state.ts'
import { type FleetPosition, judgeFleet } from './judge-fleet.ts'

const band = (middle: number) => ({ low: middle - 50, middle, high: middle + 50 })
const forecastOf = (...middles: number[]) =>
  middles.map((middle, day) => ({ day, capacity: band(middle), orders: 0, orderCents: 0 }))
const position = (change: Partial<FleetPosition> = {}): FleetPosition => ({
  status: 'kept',
  targetPerDay: 300,
  leadDays: 2,
  forecast: forecastOf(320, 320, 320, 320),
  actions: [],
  approvals: 0,
  ...change,
})
const ask = (reason: FleetAction['reason']): FleetAction => ({ do: 'ask', missing: 3, missingCents: 9_00, reason })

t.test('is low from the first day under the target within the lead time, and before it comes', async (t) => {
  t.match(judgeFleet(position()), { status: 'kept', low: null, shortage: null })
  t.match(judgeFleet(position({ forecast: forecastOf(320, 320, 299, 100) })), {
    status: 'low',
    shortage: 'losses',
    low: { inDays: 2, capacity: 299 },
  })
  t.match(judgeFleet(position({ forecast: forecastOf(320, 320, 320, 100) })), { status: 'kept', low: null })
  t.match(judgeFleet(position({ forecast: forecastOf(300, 300, 300) })), { status: 'kept' }, 'the target is enough')
})

t.test('is built until it reaches its target for the first time, and then never again', async (t) => {
  t.match(judgeFleet(position({ status: 'building', forecast: forecastOf(0, 0, 0, 310) })), {
    status: 'building',
    low: null,
    shortage: null,
  })
  t.match(judgeFleet(position({ status: 'building' })), { status: 'kept' })
  t.match(judgeFleet(position({ status: 'building', forecast: forecastOf(310, 290) })), { status: 'low' })
  t.match(judgeFleet(position({ status: 'low', forecast: forecastOf(290, 290) })), { status: 'low' })
  t.match(judgeFleet(position({ status: 'low' })), { status: 'kept' })
})

t.test('says what stands in its way, and how much is missing', async (t) => {
  t.match(judgeFleet(position({ actions: [ask('spend_ceiling')] })), {
    status: 'kept',
    shortage: 'spend_ceiling',
    missingDomains: 3,
    missingCents: 9_00,
  })
  t.match(judgeFleet(position({ actions: [ask('burn_rate_too_high')], approvals: 1 })), {
    shortage: 'burn_rate_too_high',
  })
  t.match(judgeFleet(position({ approvals: 1 })), { shortage: 'approval', missingDomains: 0, missingCents: null })
})

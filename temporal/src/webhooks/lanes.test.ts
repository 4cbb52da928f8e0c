import t from 'tap'
import { createLanes } from './lanes.ts'
import type { Outcome } from './outcome.ts'

const NOW = 1_000_000
const succeeded: Outcome = { verdict: 'succeeded', code: null, message: null, retryAfterMs: null }
const failed: Outcome = {
  verdict: 'retry',
  code: 'timeout',
  message: 'There was no answer in time.',
  retryAfterMs: null,
}

/** How many a claim would take for an endpoint. */
function roomOf(lanes: ReturnType<typeof createLanes>, endpointId: string, now = NOW): number {
  const { perEndpoint, inFlight, closed } = lanes.openings(now)
  return closed.includes(endpointId) ? 0 : perEndpoint - (inFlight.get(endpointId) ?? 0)
}

function make(lanes: ReturnType<typeof createLanes>, endpointId: string, outcome: Outcome | null, times: number): void {
  for (let time = 0; time < times; time++) {
    lanes.begin(endpointId)
    lanes.end(endpointId, outcome, NOW)
  }
}

t.test('what is under way is taken off, and given back when it ends', async (t) => {
  const lanes = createLanes()
  t.equal(roomOf(lanes, 'whe_1'), 8)
  for (let time = 0; time < 8; time++) lanes.begin('whe_1')
  t.equal(roomOf(lanes, 'whe_1'), 0)
  t.ok(lanes.isAnyFull(NOW))
  lanes.end('whe_1', null, NOW)
  t.equal(roomOf(lanes, 'whe_1'), 1)
})

t.test('a receiver that answers gets more than a stranger', async (t) => {
  const lanes = createLanes()
  make(lanes, 'whe_1', succeeded, 100)
  t.equal(roomOf(lanes, 'whe_1'), 64)
})

t.test('one that fails is closed, then probed, and takes nothing from another', async (t) => {
  const lanes = createLanes()
  make(lanes, 'whe_dead', failed, 10)
  t.equal(lanes.openCircuits(), 1)
  t.equal(roomOf(lanes, 'whe_dead'), 0)
  t.notOk(lanes.isAnyFull(NOW), 'nothing of it is under way that could make room')
  t.equal(roomOf(lanes, 'whe_dead', NOW + 1_000), 1)
  t.equal(roomOf(lanes, 'whe_other'), 8)
  make(lanes, 'whe_dead', succeeded, 1)
  t.equal(lanes.openCircuits(), 0)
  t.equal(roomOf(lanes, 'whe_dead'), 8)
})

t.test('an endpoint is forgotten after an hour without a delivery, not before', async (t) => {
  const lanes = createLanes()
  make(lanes, 'whe_1', failed, 10)
  lanes.forget(NOW + 3_600_000)
  t.equal(lanes.openCircuits(), 1)
  lanes.forget(NOW + 3_600_001)
  t.equal(lanes.openCircuits(), 0)
})

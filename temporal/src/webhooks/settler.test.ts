import type { AttemptResult } from '@coldframe/db'
import { pino } from 'pino'
import t from 'tap'
import { createSettler } from './settler.ts'

const log = pino({ enabled: false })

const result = (deliveryId: string): AttemptResult => ({
  deliveryId,
  round: 1,
  owner: { accountId: 'acct_1', livemode: false },
  endpointId: 'whe_1',
  attempt: {
    number: 1,
    startedAt: new Date(0),
    durationMs: 1,
    request: { url: 'https://receiver.example/', headers: {} },
    response: { status: 200, headers: {}, body: '' },
    code: null,
    message: null,
  },
  next: { status: 'succeeded' },
})

function collect(refuses: (ids: string[]) => boolean, code = 'ECONNREFUSED') {
  const batches: string[][] = []
  let settled = 0
  const settler = createSettler({
    log,
    pauseMs: 0,
    onSettled(count) {
      settled += count
    },
    async settle(results) {
      const ids = results.map(({ deliveryId }) => deliveryId)
      if (refuses(ids)) throw Object.assign(new Error('refused'), { code })
      batches.push(ids)
    },
  })
  return { settler, batches, settled: () => settled }
}

t.test('results of one moment are written at once', async (t) => {
  const { settler, batches, settled } = collect(() => false)
  for (const id of ['dlv_1', 'dlv_2', 'dlv_3']) settler.add(result(id))
  await settler.drained()
  t.same(batches, [['dlv_1', 'dlv_2', 'dlv_3']])
  t.equal(settled(), 3)
})

t.test('while the database is gone nothing is lost, and the order is kept', async (t) => {
  let isGone = true
  let refusals = 0
  const { settler, batches, settled } = collect(() => {
    refusals += isGone ? 1 : 0
    isGone = refusals < 5
    return refusals < 5
  })
  settler.add(result('dlv_1'))
  settler.add(result('dlv_2'))
  await settler.drained()
  t.same(batches.flat(), ['dlv_1', 'dlv_2'])
  t.equal(settled(), 2)
})

t.test('a result that is refused for good does not hold up the others', async (t) => {
  const { settler, batches, settled } = collect((ids) => ids.includes('dlv_bad'), '22021')
  for (const id of ['dlv_1', 'dlv_bad', 'dlv_2']) settler.add(result(id))
  await settler.drained()
  t.same(batches.flat(), ['dlv_1', 'dlv_2'])
  t.equal(settled(), 3, 'what it held is free again')
})

t.test('a stop gives up what cannot be written', async (t) => {
  const { settler, batches } = collect(() => true)
  settler.add(result('dlv_1'))
  setImmediate(() => settler.stop())
  await settler.drained()
  t.same(batches, [])
})

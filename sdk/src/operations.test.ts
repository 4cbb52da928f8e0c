import t from 'tap'
import { errorOf, start } from './client-fixture.ts'
import { hang, html, json, problem, type Reply, reset } from './core/scripted-server-fixture.ts'
import { OperationFailedError } from './operations.ts'

type State = [status: string, second: number]

const operation = ([status, second]: State) => ({
  id: 'op_1',
  status,
  message: status === 'failed' ? 'no such name' : null,
  updatedAt: `2026-03-01T00:00:0${second}.000Z`,
  finishedAt: status === 'succeeded' || status === 'failed' ? '2026-03-01T00:00:09.000Z' : null,
})

/** A stream of these states; it then ends, breaks, or stays open. */
const stream =
  (states: State[], then: 'end' | 'close' | 'break' | 'stay'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    response.write(': hello\n\n')
    for (const state of states) response.write(`event: operation\ndata: ${JSON.stringify(operation(state))}\n\n`)
    if (then === 'end') response.write('event: end\ndata: {}\n\n')
    if (then === 'break') setImmediate(() => response.socket?.resetAndDestroy())
    else if (then !== 'stay') response.end()
  }

const look = (...state: State) => json(200, operation(state))

t.test('an operation is followed over its stream to its end', async (t) => {
  const { client, seen } = await start(t, [
    stream(
      [
        ['running', 1],
        ['waiting', 2],
        ['succeeded', 3],
      ],
      'end',
    ),
  ])
  const told: string[] = []
  const ended = await client.operations.waitFor('op_1', {
    onProgress: ({ status }) => told.push(status),
    account: 'acct_1',
  })
  t.equal(ended.status, 'succeeded')
  t.same(told, ['running', 'waiting', 'succeeded'])
  t.match(seen, [
    { url: '/v1/operations/op_1/events', headers: { accept: 'text/event-stream', 'coldframe-account': 'acct_1' } },
  ])
  t.equal(seen.length, 1)
})

t.test('one that failed is an error, which has the operation', async (t) => {
  const { client } = await start(t, [stream([['failed', 1]], 'end')])
  const error = await errorOf(client.operations.waitFor('op_1'))
  t.ok(error instanceof OperationFailedError)
  t.match(error, { code: 'operation_failed', message: 'no such name', operation: { id: 'op_1', status: 'failed' } })
})

t.test('a stream that breaks off is looked after and opened again; a state is told once', async (t) => {
  for (const then of ['close', 'break'] as const) {
    const { client, seen } = await start(t, [
      stream([['running', 1]], then),
      look('running', 1),
      stream(
        [
          ['running', 1],
          ['succeeded', 2],
        ],
        'end',
      ),
    ])
    const told: string[] = []
    await client.operations.waitFor('op_1', { onProgress: ({ status }) => told.push(status) })
    t.same(told, ['running', 'succeeded'])
    t.same(
      seen.map(({ url }) => url),
      ['/v1/operations/op_1/events', '/v1/operations/op_1', '/v1/operations/op_1/events'],
    )
  }
})

t.test('where there is no stream to be had, it looks by itself', async (t) => {
  for (const refusal of [html(200), problem(406, 'x'), problem(503, 'overloaded'), reset]) {
    const { client, seen, clock } = await start(t, [
      refusal,
      look('running', 1),
      look('running', 2),
      look('succeeded', 3),
    ])
    const ended = await client.operations.waitFor('op_1', { pollMs: 700 })
    t.equal(ended.status, 'succeeded')
    t.same(
      seen.map(({ url }) => url),
      ['/v1/operations/op_1/events', '/v1/operations/op_1', '/v1/operations/op_1', '/v1/operations/op_1'],
    )
    t.same(clock.slept, [700, 700])
  }
})

t.test('what cannot be looked at is told', async (t) => {
  const { client } = await start(t, [problem(404, 'operation_not_found')])
  await t.rejects(client.operations.waitFor('op_1'), { name: 'NotFoundError', code: 'operation_not_found' })
})

t.test('the waiting ends with its time, its signal, or an error of the listener', async (t) => {
  const silent = () => start(t, [stream([['running', 1]], 'stay')])
  await t.rejects((await silent()).client.operations.waitFor('op_1', { timeoutMs: 80 }), {
    name: 'TimeoutError',
    message: /80 ms/,
  })
  const unanswered = await start(t, [hang])
  await t.rejects(unanswered.client.operations.waitFor('op_1', { timeoutMs: 50 }), { name: 'TimeoutError' })

  const controller = new AbortController()
  const onProgress = () => void setImmediate(() => controller.abort('enough'))
  const aborted = (await silent()).client.operations.waitFor('op_1', { signal: controller.signal, onProgress })
  await t.rejects(aborted, { name: 'AbortedError', cause: 'enough' })

  const mine = new Error('mine')
  const failing = () => {
    throw mine
  }
  t.equal(await errorOf((await silent()).client.operations.waitFor('op_1', { onProgress: failing })), mine)
})

t.test('a status that is not known yet is waited with', async (t) => {
  const { client } = await start(t, [
    stream(
      [
        ['resting_a_while', 1],
        ['succeeded', 2],
      ],
      'end',
    ),
  ])
  t.equal((await client.operations.waitFor('op_1')).status, 'succeeded')
})

t.test('the stream of an operation can be walked', async (t) => {
  const { client } = await start(t, [
    stream(
      [
        ['running', 1],
        ['succeeded', 2],
      ],
      'end',
    ),
  ])
  const told: string[] = []
  for await (const { status } of client.operations.events('op_1')) told.push(status)
  t.same(told, ['running', 'succeeded'])
})

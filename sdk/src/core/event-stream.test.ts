import type { Test } from 'tap'
import t from 'tap'
import { createTestClock } from './clock-fixture.ts'
import { hang, html, problem, type Reply, reset, startServer } from './scripted-server-fixture.ts'
import { createTransport } from './transport.ts'

const stream =
  (text: string, isOpen = false): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(text)
    if (!isOpen) response.end()
  }

async function open(t: Test, replies: [Reply, ...Reply[]], options: object = {}) {
  const { baseUrl, seen } = await startServer(t, replies)
  const clock = createTestClock()
  const settings = { apiKey: 'k', baseUrl, maxRetries: 2, timeoutMs: 1_000, headers: {}, fetch: globalThis.fetch }
  return { seen, clock, events: createTransport(settings, clock).stream<number>('/events', { options }) }
}

const event = (id: number) => `id: ${id}\nevent: test.ping\ndata: ${id}\n\n`
const end = 'event: end\ndata: {}\n\n'

t.test('it goes on after the last event that came, over broken connections, and ends when it is told to', async (t) => {
  const { events, seen, clock } = await open(t, [
    stream(event(1) + event(2)),
    reset,
    problem(503, 'overloaded'),
    stream(event(3)),
    stream(event(4) + end),
  ])
  const got: unknown[] = []
  for await (const message of events.messages()) got.push(message)
  t.same(
    got,
    [1, 2, 3, 4].map((id) => ({ event: 'test.ping', id: `${id}`, data: id })),
  )
  t.same(
    seen.map(({ headers }) => headers['last-event-id']),
    [undefined, '2', '2', '2', '3'],
  )
  t.same(clock.slept, [500, 500, 1_000, 500])
})

t.test('it begins after the event that the caller saw', async (t) => {
  const { events, seen } = await open(t, [stream(end)], { lastEventId: '7' })
  for await (const _ of events) t.fail('there is none')
  t.equal(seen[0]?.headers['last-event-id'], '7')
})

t.test('connections that come to nothing are given up', async (t) => {
  const { events, seen } = await open(t, [stream('')])
  await t.rejects(
    async () => {
      for await (const _ of events) t.fail('there is none')
    },
    { name: 'ConnectionError' },
  )
  t.equal(seen.length, 3)
})

t.test('a silent stream is opened anew', async (t) => {
  const { events, seen } = await open(t, [stream(event(1), true), stream(event(2) + end)], { idleTimeoutMs: 60 })
  const got: number[] = []
  for await (const id of events) got.push(id)
  t.same(got, [1, 2])
  t.equal(seen.length, 2)
})

t.test('who leaves the loop closes the connection', async (t) => {
  let closed: (() => void) | undefined
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve
  })
  const reply: Reply = (response, request) => {
    response.on('close', () => closed?.())
    stream(event(1), true)(response, request)
  }
  const { events } = await open(t, [reply])
  for await (const _ of events) break
  await isClosed
  t.pass('the server saw it')
})

t.test('a signal ends it, while it waits and before it begins', async (t) => {
  const controller = new AbortController()
  const { events } = await open(t, [stream(event(1), true)], { signal: controller.signal })
  await t.rejects(
    async () => {
      for await (const _ of events) controller.abort()
    },
    { name: 'AbortedError' },
  )
  const unanswered = await open(t, [hang], { signal: AbortSignal.timeout(30) })
  await t.rejects(
    async () => {
      for await (const _ of unanswered.events) t.fail('there is none')
    },
    { name: 'AbortedError' },
  )
})

t.test('what is no stream, and no JSON, is told', async (t) => {
  for (const reply of [html(200), stream('data: {\n\n')]) {
    const { events, seen } = await open(t, [reply])
    await t.rejects(
      async () => {
        for await (const _ of events) t.fail('there is none')
      },
      { name: 'InvalidAnswerError' },
    )
    t.equal(seen.length, 1)
  }
})

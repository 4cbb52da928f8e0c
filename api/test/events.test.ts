import type { Owner } from '@coldframe/db'
import t from 'tap'
import { createEventSource, takeMany } from './event-source.ts'
import { addReadyDomain } from './fixture.ts'
import { caller, orderOf, startApi } from './support.ts'

const api = await startApi(t, { limits: { heartbeatMs: 50 } })
const call = caller(api)

interface Envelope {
  id: string
  type: string
  sequence: number
}
const source = await createEventSource<Envelope>(api.app)

let serial = 0
const pingOf = (text = `Ping ${++serial}.`) => {
  const subjectId = 'whe_01jd8k5f9q4rwxyzabcdefghjv'
  return { type: 'test.ping' as const, subjectId, data: { webhookEndpointId: subjectId, message: text } }
}
const append = (owner: Owner, count: number) =>
  api.db.transaction((tx) =>
    tx.events.append(
      owner,
      Array.from({ length: count }, () => pingOf()),
    ),
  )
const sequencesOf = (rows: { sequence: number }[]) => rows.map(({ sequence }) => sequence)
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

t.test('a change is told with the thing as it was after it', async (t) => {
  const { owner, key } = await api.newAccount()
  const { body: domain } = await call('POST', '/v1/domains', { key, body: orderOf('told.com') })
  const { body } = await call('GET', '/v1/events', { key })
  t.match(body, {
    data: [
      {
        id: /^evt_/,
        type: 'domain.created',
        livemode: false,
        accountId: owner.accountId,
        sequence: 1,
        data: { id: domain.id, name: 'told.com', status: 'provisioning' },
      },
    ],
    nextCursor: null,
  })
  t.same((await call('GET', `/v1/events/${body.data[0].id}`, { key })).body, body.data[0])
})

t.test('the log is listed newest first, and after a sequence in order, page by page', async (t) => {
  const { owner, key } = await api.newAccount()
  await append(owner, 7)
  const pages = async (query: string) => {
    const seen: number[][] = []
    let cursor = ''
    do {
      const { body } = await call('GET', `/v1/events?limit=3${query}${cursor}`, { key })
      seen.push(sequencesOf(body.data))
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`
    } while (cursor !== '')
    return seen
  }
  t.same(
    (await pages('')).flat().toSorted((a, b) => a - b),
    upTo(7),
  )
  t.same(await pages('&afterSequence=0'), [[1, 2, 3], [4, 5, 6], [7]])
  t.same(await pages('&afterSequence=4'), [[5, 6, 7]])
  t.same(await pages('&afterSequence=7'), [[]])
})

t.test('it is filtered by type, by thing and by time, in both orders', async (t) => {
  const { owner, key } = await api.newAccount()
  const { domain } = await addReadyDomain(api, owner, 'filtered.com')
  await call('POST', '/v1/domains', { key, body: orderOf('other.com') })
  await append(owner, 2)
  const seen = async (query: string) => sequencesOf((await call('GET', `/v1/events?${query}`, { key })).body.data)
  for (const order of ['', '&afterSequence=0']) {
    t.same(await seen(`type=domain.created${order}`), [1])
    t.same(await seen(`subjectId=${domain.id}${order}`), [])
    t.same((await seen(`subjectId=${pingOf().subjectId}${order}`)).toSorted(), [2, 3])
    t.same(await seen(`createdBefore=2020-01-01T00:00:00Z${order}`), [])
    t.same((await seen(`createdAfter=2020-01-01T00:00:00Z${order}`)).length, 3)
  }
})

t.test('what is no cursor, no sequence or no type of ours is refused', async (t) => {
  const code = async (query: string) => (await call('GET', `/v1/events?${query}`)).body.code
  t.equal(await code('cursor=abc'), 'invalid_cursor')
  t.equal(await code('afterSequence=0&cursor=abc'), 'invalid_cursor')
  const { owner, key } = await api.newAccount()
  await append(owner, 2)
  const foreign = (await call('GET', '/v1/events?limit=1', { key })).body.nextCursor
  t.equal(await code(`afterSequence=0&cursor=${foreign}`), 'invalid_cursor')
  for (const query of ['afterSequence=-1', 'afterSequence=x', 'type=domain.sold', 'types=test.ping'])
    t.equal(await code(query), 'validation_failed', query)
})

t.test('a stream begins with what happens next, or after a sequence', async (t) => {
  const { owner, key } = await api.newAccount()
  await append(owner, 3)
  const next = await source.open(t, '/v1/events/stream', { key })
  t.match(next.response.headers.get('content-type'), 'text/event-stream')
  const all = await source.open(t, '/v1/events/stream?afterSequence=1', { key })
  await append(owner, 1)
  t.match(await takeMany(next.messages, 1), [{ id: '4', event: 'test.ping', data: { type: 'test.ping', sequence: 4 } }])
  t.same(
    (await takeMany(all.messages, 3)).map(({ id }) => id),
    ['2', '3', '4'],
  )
})

t.test('it tells only the types that were asked for', async (t) => {
  const { owner, key } = await api.newAccount()
  await append(owner, 120)
  await call('POST', '/v1/domains', { key, body: orderOf('typed.com') })
  const { messages } = await source.open(t, '/v1/events/stream?afterSequence=0&types=domain.created,domain.ready', {
    key,
  })
  t.match(await takeMany(messages, 1), [{ id: '121', event: 'domain.created' }])
  for (const types of ['', 'domain.sold', 'domain.ready,', 'domainxready'])
    t.match(await call('GET', `/v1/events/stream?types=${types}`), {
      status: 422,
      body: { errors: [{ path: 'types' }] },
    })
})

t.test('Last-Event-ID counts for more than afterSequence, and must be one of ours', async (t) => {
  const { owner, key } = await api.newAccount()
  await append(owner, 5)
  const headers = { 'last-event-id': '3' }
  const { messages } = await source.open(t, '/v1/events/stream?afterSequence=0', { key, headers })
  t.same(
    (await takeMany(messages, 2)).map(({ id }) => id),
    ['4', '5'],
  )
  for (const id of ['x', '-1', '1.5', '9'.repeat(16)]) {
    const answer = await call('GET', '/v1/events/stream', { headers: { 'last-event-id': id } })
    t.match(answer, { status: 422, body: { errors: [{ path: 'Last-Event-ID', code: 'invalid_format' }] } }, id)
  }
})

t.test('clients that come back again and again miss nothing and get nothing twice, while many write', async (t) => {
  const { owner, key } = await api.newAccount()
  const writes = Promise.all(Array.from({ length: 40 }, async () => append(owner, 5)))
  const seen: number[] = []
  while (seen.length < 200) {
    const headers = { 'last-event-id': String(seen.at(-1) ?? 0) }
    const { messages, leave } = await source.open(t, '/v1/events/stream', { key, headers })
    seen.push(...(await takeMany(messages, Math.min(17, 200 - seen.length))).map(({ data }) => data.sequence))
    leave()
  }
  await writes
  t.same(seen, upTo(200))
})

t.test('a hundred streams of one account share one connection, and each gets everything', async (t) => {
  const { owner, key } = await api.newAccount()
  const streams = await Promise.all(
    Array.from({ length: 100 }, () => source.open(t, '/v1/events/stream?afterSequence=0', { key })),
  )
  await append(owner, 3)
  const seen = await Promise.all(streams.map(({ messages }) => takeMany(messages, 3)))
  for (const messages of seen) t.same(sequencesOf(messages.map(({ data }) => data)), [1, 2, 3])
  const { rows } = await api.sql.query(
    `select pid from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
  )
  t.equal(rows.length, 1)
})

t.test('a slow client gets everything in the end, and a page of it is held at a time', async (t) => {
  const { owner, key } = await api.newAccount()
  const text = 'x'.repeat(9_000)
  await api.db.transaction((tx) =>
    tx.events.append(
      owner,
      Array.from({ length: 1_000 }, () => pingOf(text)),
    ),
  )
  const reads: number[] = []
  const { transactionFor } = api.db
  t.intercept(api.db, 'transactionFor', {
    value: (...args: Parameters<typeof transactionFor>) => {
      if (args[0].accountId === owner.accountId) reads.push(performance.now())
      return transactionFor(...args)
    },
  })
  const { messages } = await source.open(t, '/v1/events/stream?afterSequence=0', { key })
  await takeMany(messages, 1)
  await new Promise((resolve) => setTimeout(resolve, 300))
  t.ok(reads.length < 10, `${reads.length} pages were read for a client that takes nothing`)
  t.equal((await takeMany(messages, 999)).at(-1)?.id, '1000')
})

t.test('a stream ends soon after its key was revoked, an idle one and a busy one', async (t) => {
  const { owner, key } = await api.newAccount()
  const other = await api.newKey(owner)
  const idle = await source.open(t, '/v1/events/stream', { key })
  const busy = await source.open(t, '/v1/events/stream', { key: other })
  await api.sql.query('update api_keys set revoked_at = now() where account_id = $1', [owner.accountId])
  t.equal((await idle.messages.next()).done, true)
  let isOpen = true
  const writes = (async () => {
    while (isOpen) await append(owner, 1)
  })()
  for await (const { data } of busy.messages) t.ok(data.sequence > 0)
  isOpen = false
  await writes
})

t.test('an idle stream shows that it lives, and ends when the process stops', async (t) => {
  const own = await startApi(t, { limits: { heartbeatMs: 20 } })
  const { open } = await createEventSource(own.app)
  const { response } = await open(t, '/v1/events/stream', { key: own.key })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes(': heartbeat')) text += (await reader?.read())?.value
  t.match(text, /^: connected\n\n/)
  await own.app.close()
  while (!(await reader?.read())?.done) t.pass('what was on its way')
})

import t from 'tap'
import { errorOf, order, ordered, start } from './client-fixture.ts'
import { cut, empty, hang, html, problem, type Reply, reset } from './core/scripted-server-fixture.ts'
import * as errors from './errors.ts'

const keysOf = (seen: { headers: { [name: string]: unknown } }[]) =>
  new Set(seen.map(({ headers }) => headers['idempotency-key']))

t.test('what may pass is tried again, with the same idempotency key and body', async (t) => {
  const passing: Record<string, Reply> = {
    'a 503': problem(503, 'overloaded'),
    'a 500': problem(500, 'internal_error'),
    'a 502 of a proxy': html(502),
    'a 408': problem(408, 'request_timeout'),
    'a 409 of a twin': problem(409, 'idempotency_key_in_progress'),
    'a 429': problem(429, 'rate_limited'),
    'a reset': reset,
    'an answer that breaks off': cut,
    'no answer': hang,
  }
  for (const [name, reply] of Object.entries(passing)) {
    const { client, seen, clock } = await start(t, [reply, ordered], { timeoutMs: 100 })
    t.match(await client.domains.create(order), { id: 'dom_1' }, name)
    t.equal(seen.length, 2, name)
    t.match(seen[0]?.headers['idempotency-key'], /^[0-9a-f-]{36}$/)
    t.equal(keysOf(seen).size, 1, 'one key')
    t.equal(seen[1]?.body, JSON.stringify(order))
    t.same(clock.slept, [500])
  }
})

t.test('what stays so is told after two retries, by its class', async (t) => {
  const staying: [Reply, typeof errors.ColdframeError, object][] = [
    [problem(503, 'overloaded'), errors.InternalServerError, { status: 503, code: 'overloaded', requestId: 'req-1' }],
    [html(502), errors.InternalServerError, { status: 502, code: 'unknown', requestId: 'req-1', problem: null }],
    [reset, errors.ConnectionError, { status: null, code: 'connection_failed' }],
    [hang, errors.TimeoutError, { status: null, code: 'timed_out' }],
    [problem(409, 'idempotency_key_in_progress'), errors.ConflictError, { status: 409 }],
  ]
  for (const [reply, ErrorClass, fields] of staying) {
    const { client, seen, clock } = await start(t, [reply], { timeoutMs: 50 })
    const error = await errorOf(client.domains.create(order))
    t.ok(error instanceof ErrorClass, `${error}`)
    t.match(error, fields)
    t.equal(seen.length, 3)
    t.same(clock.slept, [500, 1_000])
  }
})

t.test('what will not pass is told at once', async (t) => {
  const final: [Reply, typeof errors.ColdframeError, object][] = [
    [
      problem(400, 'bad_request'),
      errors.BadRequestError,
      { status: 400, code: 'bad_request', message: 'It is bad_request' },
    ],
    [html(400), errors.BadRequestError, { status: 400, code: 'unknown', requestId: 'req-1' }],
    [empty(400), errors.BadRequestError, { status: 400, code: 'unknown' }],
    [problem(401, 'api_key_invalid'), errors.AuthenticationError, { code: 'api_key_invalid' }],
    [problem(402, 'spend_ceiling_exceeded'), errors.SpendCeilingError, { code: 'spend_ceiling_exceeded' }],
    [problem(403, 'scope_missing'), errors.PermissionDeniedError, { code: 'scope_missing' }],
    [problem(404, 'domain_not_found'), errors.NotFoundError, { code: 'domain_not_found' }],
    [problem(409, 'domain_exists'), errors.ConflictError, { code: 'domain_exists' }],
    [problem(412, 'version_mismatch'), errors.PreconditionFailedError, { code: 'version_mismatch' }],
    [problem(413, 'body_too_large'), errors.StatusError, { status: 413 }],
    [problem(422, 'validation_failed'), errors.UnprocessableEntityError, { code: 'validation_failed', errors: [] }],
    [empty(200), errors.InvalidAnswerError, { status: 200, code: 'invalid_answer', requestId: 'req-1' }],
    [html(200), errors.InvalidAnswerError, { status: 200, code: 'invalid_answer', requestId: 'req-1' }],
  ]
  for (const [reply, ErrorClass, fields] of final) {
    const { client, seen } = await start(t, [reply])
    const error = await errorOf(client.domains.create(order))
    t.ok(error instanceof ErrorClass, `${error}`)
    t.ok(error instanceof errors.ColdframeError)
    t.match(error, fields)
    t.equal(seen.length, 1)
  }
})

t.test('a wait that the server asks for is kept; one of more than a minute is left to the caller', async (t) => {
  const short = await start(t, [problem(429, 'rate_limited', { 'retry-after': '3' }), ordered])
  await short.client.domains.create(order)
  t.same(short.clock.slept, [3_000])

  const long = await start(t, [problem(429, 'rate_limited', { 'retry-after': '3600' })])
  const error = await errorOf(long.client.domains.create(order))
  t.ok(error instanceof errors.RateLimitError)
  t.match(error, { retryAfter: 3_600, status: 429, code: 'rate_limited' })
  t.equal(long.seen.length, 1)
})

t.test('no retries means none, for a client and for a call', async (t) => {
  for (const reply of [problem(503, 'overloaded'), reset]) {
    const none = await start(t, [reply], { maxRetries: 0 })
    await t.rejects(none.client.domains.create(order))
    t.equal(none.seen.length, 1)
    const once = await start(t, [reply])
    await t.rejects(once.client.domains.get('dom_1', { maxRetries: 0 }))
    t.equal(once.seen.length, 1)
  }
})

t.test('the time for a whole call bounds its retries', async (t) => {
  const asked = await start(t, [problem(429, 'rate_limited', { 'retry-after': '30' })], { totalTimeoutMs: 10_000 })
  t.ok((await errorOf(asked.client.domains.create(order))) instanceof errors.RateLimitError)
  t.equal(asked.seen.length, 1, 'it does not wait for what it could not use')

  const silent = await start(t, [hang], { totalTimeoutMs: 60, timeoutMs: 10_000 })
  t.match(await errorOf(silent.client.domains.create(order)), { name: 'TimeoutError', message: /60 ms/ })
  t.equal(silent.seen.length, 1)
})

t.test('who gives up is told so, before, during and between attempts', async (t) => {
  const reason = new Error('enough')
  const before = await start(t, [ordered])
  t.match(await errorOf(before.client.domains.create(order, { signal: AbortSignal.abort(reason) })), {
    name: 'AbortedError',
    cause: reason,
  })
  t.equal(before.seen.length, 0)

  const during = new AbortController()
  const silent = await start(t, [() => during.abort(reason)])
  const error = await errorOf(silent.client.domains.create(order, { signal: during.signal }))
  t.ok(error instanceof errors.AbortedError)
  t.match(error, { code: 'aborted', cause: reason })
  t.equal(silent.seen.length, 1)

  const between = new AbortController()
  const busy = await start(t, [problem(503, 'overloaded')], {
    log: ({ kind }) => kind === 'retry' && between.abort(reason),
  })
  t.match(await errorOf(busy.client.domains.create(order, { signal: between.signal })), {
    name: 'AbortedError',
    cause: reason,
  })
  t.equal(busy.seen.length, 1)
})

t.test('a validation error has each value that is wrong, and fields of its code', async (t) => {
  const fault = { path: 'name', code: 'invalid_format', message: 'no domain' }
  const { client } = await start(t, [
    (response) =>
      response.writeHead(422, { 'content-type': 'application/problem+json' }).end(
        JSON.stringify({
          code: 'validation_failed',
          detail: 'wrong',
          requestId: 'r',
          errors: [fault, 7],
          domainId: 'dom_9',
        }),
      ),
  ])
  t.match(await errorOf(client.domains.create(order)), {
    errors: [fault],
    requestId: 'r',
    message: 'wrong',
    problem: { domainId: 'dom_9' },
  })
})

t.test('nobody who listens is told in the words of the platform', async (t) => {
  const { client } = await start(t, [ordered], { baseUrl: 'http://127.0.0.1:1', maxRetries: 0 })
  const error = await errorOf(client.domains.list())
  t.ok(error instanceof errors.ConnectionError)
  t.match(error, { message: /ECONNREFUSED|bad port/ })
})

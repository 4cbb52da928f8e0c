import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { startTracing } from '@coldframe/temporal'
import t, { type Test } from 'tap'
import { createApiMetrics } from '../src/metrics/metrics.ts'
import { startMetricsServer } from '../src/metrics/metrics-server.ts'
import { caller, orderOf, startApi } from './support.ts'

const skip = process.env.DATABASE_URL ? false : 'no Postgres server (DATABASE_URL)'

t.test('metrics', { skip }, async (t) => {
  const metrics = createApiMetrics({ db: { poolUse: () => ({ work: use(1), locks: use(0) }) } })
  const api = await startApi(t, { metrics, limits: { rate: { limit: 5, windowMs: 60_000 } } })
  const call = caller(api)
  for (let i = 0; i < 7; i++) await call('GET', `/v1/domains/dom_${i}`)
  await call('GET', '/v1/nothing')
  const server = await startMetricsServer(metrics.registry, { host: '127.0.0.1', port: 0 })
  t.teardown(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const answer = await fetch(`${url}/metrics`)
  const text = await answer.text()

  t.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/)
  t.match(text, 'coldframe_api_request_duration_seconds_count{operation="domains.get",status="404"} 5')
  t.match(text, 'coldframe_api_request_duration_seconds_count{operation="domains.get",status="429"} 2')
  t.match(text, 'coldframe_api_request_duration_seconds_count{operation="none",status="404"} 1')
  t.match(text, 'coldframe_api_rate_limited_total{limit="key"} 2')
  t.match(text, 'coldframe_db_pool_connections{pool="work",state="busy"} 1')
  t.notMatch(text, 'dom_', 'no label holds an id')
  t.equal((await fetch(`${url}/`)).status, 404)
  t.equal((await call('GET', '/metrics', { key: null })).status, 404, 'the port of the API does not show them')
})

const use = (busy: number) => ({ busy, idle: 0, waiting: 0 })

t.test('the id of a request goes with what it starts', { skip }, async (t) => {
  const api = await startApi(t)
  const call = caller(api)
  await call('POST', '/v1/domains', { body: orderOf('traced.com'), headers: { 'x-request-id': 'req-7' } })
  const { rows } = await api.sql.query('select message from outbox')
  t.match(rows, [{ message: { kind: 'workflow_start', input: { requestId: 'req-7', operationId: /^op_/ } } }])
  t.notOk('traceparent' in rows[0].message.input)
})

/** A receiver of OTLP/HTTP JSON; answers with the exports it got. */
async function startReceiver(t: Test) {
  const received: unknown[] = []
  const server = createServer(async (request, response) => {
    received.push(await json(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => void server.close())
  const address = server.address()
  return { received, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` }
}

t.test('each operation that is asked for is a span, and what it starts goes on with its trace', { skip }, async (t) => {
  const receiver = await startReceiver(t)
  const tracing = await startTracing({ endpoint: receiver.url, serviceName: 'coldframe-api' })
  const api = await startApi(t, { tracing })
  const call = caller(api)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
  await call('POST', '/v1/domains', { body: orderOf('traced.com'), headers: { traceparent, 'x-request-id': 'req-8' } })
  await call('GET', '/v1/domains/dom_x')
  await tracing.stop()

  const text = JSON.stringify(receiver.received)
  for (const part of ['"name":"domains.create"', '"name":"domains.get"', traceId, 'req-8', api.owner.accountId])
    t.match(text, part)
  t.match(text, '{"key":"http.response.status_code","value":{"intValue":202}}')
  t.match(text, '{"key":"http.response.status_code","value":{"intValue":404}}')
  const { rows } = await api.sql.query('select message from outbox')
  t.match(rows[0].message.input.traceparent, new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`))
  t.notMatch(text, api.key)
})

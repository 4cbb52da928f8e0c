import { connect } from 'node:net'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { countRows, orderOf, startApi } from './support.ts'

/** Byte by byte, as no HTTP client would send it. Whatever comes is refused as a problem, and nothing is stored. */

const api = await startApi(t)
await api.app.listen({ host: '127.0.0.1', port: 0 })
const { port } = z.object({ port: z.number() }).parse(api.app.server.address())

const MEBIBYTE = 1024 * 1024
const authorization = `authorization: Bearer ${api.key}`

/** What was answered until the server closed the connection. */
async function exchange(parts: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  // Who is still writing when it is refused may see the connection reset.
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const part of parts) socket.write(part)
  await closed
  return answer
}

const request = (line: string, headers: string[], body: string | Buffer = '') => [
  `${[`${line} HTTP/1.1`, 'host: x', 'connection: close', ...headers].join('\r\n')}\r\n\r\n`,
  body,
]

const post = (body: string | Buffer, headers: string[] = []) =>
  request(
    'POST /v1/domains',
    [authorization, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, ...headers],
    body,
  )

async function refuses(t: Test, parts: (string | Buffer)[], status: number, code: string) {
  const before = await countRows(api)
  const answer = await exchange(parts)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  t.match(head, new RegExp(`^HTTP/1\\.1 ${status} `))
  t.match(head, /content-type: application\/problem\+json/i)
  t.match(JSON.parse(body), { status, code })
  t.notMatch(head, /injected/i)
  t.ok(answer.length < 20_000, 'the answer is not as large as the fault')
  t.same(await countRows(api), before)
}

const order = JSON.stringify(orderOf('getacme.com'))
const orderWith = (json: string) => `${order.slice(0, -1)},${json}}`

const bodies: [string, string | Buffer, number, string][] = [
  [
    'a hundred thousand objects in one another',
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    422,
    'validation_failed',
  ],
  ['metadata that are nested', orderWith('"metadata":{"a":{"b":"c"}}'), 422, 'validation_failed'],
  ['__proto__', orderWith('"__proto__":{"livemode":true}'), 400, 'invalid_json'],
  ['__proto__ further down', orderWith('"metadata":{"__proto__":"x"}'), 400, 'invalid_json'],
  ['__proto__ in escapes', orderWith('"\\u005f\\u005fproto\\u005f\\u005f":{}'), 400, 'invalid_json'],
  ['constructor.prototype', orderWith('"metadata":{"constructor":{"prototype":"x"}}'), 400, 'invalid_json'],
  ['a NUL byte', orderWith('"metadata":{"a":"b\u0000c"}'), 400, 'invalid_json'],
  ['an escaped NUL', orderWith('"metadata":{"a":"b\\u0000c"}'), 422, 'validation_failed'],
  ['half of a surrogate pair', orderWith('"metadata":{"a":"\\ud83d"}'), 422, 'validation_failed'],
  ['half of a surrogate pair in a key', orderWith('"metadata":{"\\udc00":"a"}'), 422, 'validation_failed'],
  ['surrogates in the wrong order', orderWith('"metadata":{"a":"\\udc00\\ud83d"}'), 422, 'validation_failed'],
  ['bytes that are not UTF-8', Buffer.from(orderWith('"metadata":{"a":"\xfc"}'), 'latin1'), 400, 'invalid_json'],
  ['a surrogate as UTF-8', Buffer.from(orderWith('"metadata":{"a":"\xed\xa0\x80"}'), 'latin1'), 400, 'invalid_json'],
  [
    '2^53 + 1',
    orderWith('"mailboxCount":9007199254740993').replace(/"mailboxes":\[.*?\],/, ''),
    422,
    'validation_failed',
  ],
  [
    'a number beyond all',
    orderWith('"mailboxCount":1e999').replace(/"mailboxes":\[.*?\],/, ''),
    422,
    'validation_failed',
  ],
  ['NaN', orderWith('"mailboxCount":NaN'), 400, 'invalid_json'],
  ['two documents', `${order}${order}`, 400, 'invalid_json'],
]
for (const [what, body, status, code] of bodies)
  t.test(`a body with ${what} is refused`, (t) => refuses(t, post(body), status, code))

t.test('10 MB are refused by their length, before they are sent', (t) =>
  refuses(
    t,
    request('POST /v1/domains', [authorization, 'content-type: application/json', `content-length: ${10 * MEBIBYTE}`]),
    413,
    'body_too_large',
  ),
)

t.test('10 MB in chunks are refused as soon as they are too many', async (t) => {
  const headers = [authorization, 'content-type: application/json', 'transfer-encoding: chunked']
  const start = `${(10 * MEBIBYTE).toString(16)}\r\n`
  const parts = [...request('POST /v1/domains', headers), start, 'x'.repeat(MEBIBYTE + 1)]
  await refuses(t, parts, 413, 'body_too_large')
})

const headers: [string, string[]][] = [
  ['a line feed alone', ['x-request-id: a\ninjected: yes']],
  ['a carriage return alone', ['x-request-id: a\rinjected: yes']],
  ['a NUL byte', ['x-request-id: a\u0000b']],
  ['a folded line', ['x-request-id: a\r\n injected: yes']],
  ['a name with a space', ['x request-id: a']],
  ['two lengths', ['content-length: 2', 'content-length: 3']],
  ['a length and chunks', ['content-length: 2', 'transfer-encoding: chunked']],
  ['a negative length', ['content-length: -1']],
]
for (const [what, lines] of headers)
  t.test(`a header with ${what} is refused`, (t) =>
    refuses(
      t,
      request('POST /v1/domains', [authorization, 'content-type: application/json', ...lines]),
      400,
      'bad_request',
    ),
  )

t.test('nothing that a request holds becomes a header of the answer', async (t) => {
  const injected = '%0d%0aInjected:%20yes'
  await refuses(t, request(`GET /v1/domains/${injected}`, [authorization]), 404, 'domain_not_found')
  await refuses(t, request(`GET /v1/domains?cursor=${injected}`, [authorization]), 400, 'invalid_cursor')
  await refuses(t, request(`GET /nowhere/${injected}`, []), 404, 'route_not_found')
  await refuses(t, request('GET /v1/domains', [`${authorization}%0d%0ainjected: yes`]), 401, 'api_key_invalid')
})

t.test('an id of any length is one that nothing has', (t) =>
  refuses(t, request(`GET /v1/domains/${'x'.repeat(10_000)}`, [authorization]), 404, 'domain_not_found'),
)

t.test('a method that only some know is not possible here', async (t) => {
  for (const method of ['QUERY', 'PROPFIND', 'TRACE'])
    await refuses(t, request(`${method} /v1/domains`, [authorization]), 405, 'method_not_allowed')
})

t.test('a body is not looked at where there is nothing', (t) =>
  refuses(
    t,
    request('PUT /v1/domains', ['content-type: text/plain', 'content-length: 1'], 'x'),
    405,
    'method_not_allowed',
  ),
)

t.test('the same order in proper form is taken', async (t) => {
  t.match(await exchange(post(order)), /^HTTP\/1\.1 202 /)
})

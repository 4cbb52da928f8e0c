import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { errorCatalogue } from '../src/error-catalogue.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
await api.app.listen({ host: '127.0.0.1', port: 0 })
const address = api.app.server.address()
const port = typeof address === 'object' && address ? address.port : 0

/** Sends bytes that no HTTP client would. */
async function sendRaw(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(text)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  await once(socket, 'close')
  return answer
}

t.test('a path that does not exist answers 404 as a problem, also without a key', async (t) => {
  for (const path of ['/', '/v1/nothing', '/v1/domains/x/y', '/V1/domains', '/v1/domains/../keys']) {
    const answer = await call('GET', path, { key: null })
    t.match(answer, { status: 404, body: { code: 'route_not_found' } }, path)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
  }
})

t.test('an empty id is the id of nothing', async (t) => {
  t.equal((await call('GET', '/v1/domains/')).status, 404)
  t.equal((await call('DELETE', '/v1/domains/')).status, 404)
})

t.test('a wrong method on a path that exists answers 405 with the methods it has', async (t) => {
  const cases: [Parameters<typeof call>[0], string, string][] = [
    ['PUT', '/v1/domains', 'POST, GET, HEAD'],
    ['DELETE', '/v1/domains?limit=1', 'POST, GET, HEAD'],
    ['POST', '/v1/domains/dom_x', 'GET, HEAD, PATCH, DELETE'],
    ['OPTIONS', '/v1/operations/op_x/cancel', 'POST'],
    ['HEAD', '/v1/operations/op_x/events', 'GET'],
    ['POST', '/healthz', 'GET, HEAD'],
  ]
  for (const [method, path, allow] of cases) {
    const answer = await call(method, path)
    t.equal(answer.status, 405, `${method} ${path}`)
    t.equal(answer.headers.allow, allow)
    if (method !== 'HEAD') t.equal(answer.body.code, 'method_not_allowed')
  }
})

t.test('HEAD answers as GET does, without a body', async (t) => {
  const answer = await call('HEAD', '/v1/domains')
  t.equal(answer.status, 200)
  t.equal(answer.body, '')
})

t.test('a URL that is not valid answers 400 as a problem', async (t) => {
  for (const path of ['/v1/domains/%zz', '/v1/domains/%c3%28']) {
    const answer = await call('GET', path)
    t.match(answer, { status: 400, body: { code: 'bad_request', requestId: answer.headers['x-request-id'] } })
  }
})

t.test('what is not HTTP answers 400 as a problem', async (t) => {
  for (const text of [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\nbad header\r\n\r\n',
    'EAT / HTTP/1.1\r\nhost: x\r\n\r\n',
  ]) {
    const answer = await sendRaw(text)
    t.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/)
    t.match(answer, /content-type: application\/problem\+json/)
    t.match(JSON.parse(answer.slice(answer.indexOf('{'))), { code: 'bad_request', status: 400 })
  }
})

t.test("the caller's request id comes back, unless it is long or odd", async (t) => {
  const idFor = async (id: string) =>
    (await call('GET', '/v1/nothing', { headers: { 'x-request-id': id } })).body.requestId
  t.equal(await idFor('abc-1.2:3_4'), 'abc-1.2:3_4')
  for (const odd of ['', 'x'.repeat(129), 'a b', 'a"b', 'é']) t.match(await idFor(odd), /^[0-9a-f-]{36}$/, odd)
})

t.test('a fault of ours shows nothing of itself, and is logged', async (t) => {
  await api.sql.query('alter table tenants rename to hidden_tenants')
  const answer = await call('GET', '/v1/tenants/ten_x')
  await api.sql.query('alter table hidden_tenants rename to tenants')
  t.match(answer, { status: 500, body: { code: 'internal_error' } })
  t.notMatch(JSON.stringify(answer.body), /tenants|select|relation/i)
  const entry = api.logged
    .map((line) => JSON.parse(line))
    .find(({ level, requestId }) => level === 50 && requestId === answer.body.requestId)
  t.match(JSON.stringify(entry), /relation/)
})

t.test('it tells that it lives, and whether its database answers', async (t) => {
  t.match(await call('GET', '/healthz', { key: null }), { status: 200, body: { status: 'ok' } })
  t.match(await call('GET', '/readyz', { key: null }), { status: 200, body: { status: 'ready' } })
  const own = await startApi(t)
  await own.db.close()
  own.db.close = async () => {}
  const deaf = caller(own)
  t.match(await deaf('GET', '/readyz', { key: null }), { status: 503, body: { code: 'not_ready' } })
  t.equal((await deaf('GET', '/healthz', { key: null })).status, 200)
})

t.test('the reference is whole in itself: nothing comes from another host', async (t) => {
  const page = await call('GET', '/reference/', { key: null })
  t.equal(page.status, 200)
  t.match(page.body, /src="js\/scalar\.js"/)
  const outside = [...String(page.body).matchAll(/(?:src|href)="(https?:)?\/\/[^"]*"/g)]
  t.same(outside, [])
  t.match(page.body, /"withDefaultFonts": false/)
  t.match(page.headers['content-security-policy'], /default-src 'self'/)
  const script = await call('GET', '/reference/js/scalar.js', { key: null })
  t.equal(script.status, 200)
  t.ok(String(script.body).length > 1_000_000)
  t.equal((await call('GET', '/reference', { key: null })).status, 301)
})

t.test('type of a problem leads to what is told about its code', async (t) => {
  const { body } = await call('GET', '/v1/nothing')
  const [path, anchor] = String(body.type).split('#')
  const page = await call('GET', path ?? '', { key: null })
  t.equal(page.status, 200)
  t.match(page.body, new RegExp(`^### ${anchor}$`, 'm'))
  for (const code of Object.keys(errorCatalogue)) t.ok(String(page.body).includes(`\n### ${code}\n`), code)
})

t.test('OpenAPI is served as it was printed', async (t) => {
  const { body } = await call('GET', '/openapi.json', { key: null })
  t.match(body, { openapi: '3.1.0' })
})

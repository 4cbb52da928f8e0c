import nock from 'nock'
import t from 'tap'
import { z } from 'zod'
import { ProviderError } from './errors.ts'
import { failureOf } from './failure-of.ts'
import { parseAnswer, sendHttp } from './http.ts'

const request = { provider: 'vendor', operation: 'look', url: 'https://vendors.example/a', method: 'GET', headers: {} }

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

t.test('a broken connection is a transient fault without the request', async (t) => {
  nock('https://vendors.example')
    .get('/a')
    .replyWithError(Object.assign(new Error('Bearer secret'), { code: 'ECONNRESET' }))
  const error = await sendHttp(request).catch((caught) => caught)
  t.match(error, { provider: 'vendor', kind: 'transient' })
  t.notMatch(JSON.stringify([error.message, error.code, error.cause]), /secret/)
})

t.test('a silent server is given up', async (t) => {
  nock('https://vendors.example').get('/a').delay(300).reply(200)
  t.match(await failureOf(sendHttp({ ...request, timeoutMs: 20 })), { kind: 'transient', code: 'timeout' })
})

t.test('a redirect is not followed', async (t) => {
  nock('https://vendors.example').get('/a').reply(302, '', { location: 'https://elsewhere.example/' })
  t.match(await failureOf(sendHttp(request)), { kind: 'transient' })
})

t.test('a strange answer names vendor, call and request', async (t) => {
  const context = { provider: 'vendor', operation: 'look', requestId: 'r-1' }
  const parse = (text: string) => () => parseAnswer(z.object({ id: z.string() }), text, context)
  for (const text of ['', '<html>', '{"id":1}', '[]']) {
    t.throws(parse(text), { provider: 'vendor', kind: 'transient', requestId: 'r-1', message: /^look: / })
    t.throws(parse(text), ProviderError)
  }
  t.same(parse('\uFEFF{"id":"x"}')(), { id: 'x' })
})

import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { answerLogins, createFixture, login, partnerCenter, tenantId } from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

const subscriptions = `/v1/customers/${tenantId}/subscriptions`
const failWith = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  nock(partnerCenter)
    .persist()
    .get(subscriptions)
    .reply(status, () => body, { 'ms-requestid': 'r-1', ...headers })
}
const ask = () => createFixture().mailbox.findLicences(tenantId)

t.test('sends the headers of the vendor and reads a body behind a byte order mark', async (t) => {
  answerLogins()
  const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
  const scope = nock(partnerCenter)
    .get(subscriptions)
    .matchHeader('authorization', 'Bearer user-1')
    .matchHeader('ms-requestid', guid)
    .matchHeader('ms-correlationid', guid)
    .matchHeader('ms-contract-version', 'v1')
    .reply(200, '\uFEFF{"totalCount":0,"items":[]}')
  t.equal(await ask(), null)
  t.ok(scope.isDone())
})

t.test('each shape of error gives kind, code, text and request id', async (t) => {
  answerLogins()
  const cases: [number, unknown, object][] = [
    [
      403,
      { code: '800074', description: 'Customer under review', data: [], source: 'PartnerFD' },
      { kind: 'needs_human', code: '800074' },
    ],
    [
      403,
      { code: 800069, message: 'Risk check', description: 'Risk check failed', errorName: 'Risk', isRetryable: false },
      { kind: 'needs_human', message: 'listSubscriptions: Risk check failed' },
    ],
    [
      429,
      { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' },
      { kind: 'rate_limited', retryAfterMs: 57_000 },
    ],
    [
      400,
      { code: 2007, description: '{"code":"60071","reason":"ZipCityInvalid - wrong","corrected_address":{}}' },
      { kind: 'rejected', message: 'listSubscriptions: ZipCityInvalid - wrong' },
    ],
    [403, { code: 13605, description: 'MCA not accepted' }, { kind: 'pending' }],
    [409, { code: 800060, description: 'Order in progress' }, { kind: 'pending' }],
    [404, { code: 60003, description: 'Tenant not found' }, { kind: 'not_found' }],
    [503, '<html>busy</html>', { kind: 'transient', code: '503' }],
    [500, '', { kind: 'transient' }],
  ]
  for (const [status, body, expected] of cases) {
    failWith(status, body)
    t.match(await failureOf(ask()), { provider: 'partner_center', requestId: 'r-1', ...expected }, `${status}`)
    nock.cleanAll()
    answerLogins()
  }
})

t.test('the header says when to come back', async (t) => {
  answerLogins()
  failWith(429, { statusCode: 429, message: 'slow' }, { 'retry-after': '12' })
  t.match(await failureOf(ask()), { kind: 'rate_limited', retryAfterMs: 12_000 })
})

t.test('a strange answer is a fault of the moment that names its request', async (t) => {
  answerLogins()
  failWith(200, { items: [{ id: 7 }] })
  t.match(await failureOf(ask()), { kind: 'transient', code: 'strange_answer', requestId: 'r-1' })
})

t.test('a kept token that is refused is replaced once', async (t) => {
  const counts = answerLogins()
  const { mailbox, clock, saved } = createFixture()
  const tokens: (string | null)[] = []
  nock(partnerCenter)
    .persist()
    .get(subscriptions)
    .reply((request: Request) => {
      const token = request.headers.get('authorization')
      tokens.push(token)
      return token === 'Bearer user-1' && tokens.length > 1 ? [401, { code: 900420 }] : [200, { items: [] }]
    })
  await mailbox.findLicences(tenantId)
  clock.now += 1000
  await mailbox.findLicences(tenantId)
  t.strictSame(tokens, ['Bearer user-1', 'Bearer user-1', 'Bearer user-2'])
  t.equal(counts.user, 2)
  t.strictSame(saved, ['refresh-1', 'refresh-2'], 'each new refresh token is kept')
})

t.test('a new token that is refused is the truth', async (t) => {
  const counts = answerLogins()
  failWith(403, { code: 900308, description: 'Role missing' })
  t.match(await failureOf(ask()), { kind: 'unauthorized', code: '900308' })
  t.equal(counts.user, 1)
})

t.test('the login refreshes once for calls at the same time', async (t) => {
  const counts = answerLogins()
  failWith(200, { items: [] })
  const { mailbox } = createFixture()
  await Promise.all(Array.from({ length: 5 }, () => mailbox.findLicences(tenantId)))
  t.equal(counts.user, 1)
})

t.test('an expired refresh token needs a person, and no secret reaches the error', async (t) => {
  const description = 'AADSTS700082: The refresh token has expired due to inactivity.\r\nTrace ID: x'
  nock(login)
    .persist()
    .post(/token$/)
    .reply(400, { error: 'invalid_grant', error_description: description, trace_id: 'trace-1' })
  const error = await ask().catch((caught) => caught)
  t.match(error, { provider: 'login', kind: 'needs_human', code: 'AADSTS700082', requestId: 'trace-1' })
  t.notMatch(`${error.stack} ${JSON.stringify(error)}`, /client-secret|refresh-0/)
})

import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { answerLogins, createFixture, graph, tenantId } from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const path = '/v1.0/domains/acme.com'
const error = (code: string, message: unknown, more = {}) => ({ error: { code, message, ...more } })
const answerDomain = (isVerified: boolean) => nock(graph).get(path).reply(200, { id: 'acme.com', isVerified })
const answerVerify = (status: number, body: unknown) =>
  nock(graph)
    .post(`${path}/verify`)
    .reply(status, () => body)
const verify = () => createFixture().mailbox.verifyDomain(tenantId, 'acme.com')

t.test('a domain is added once', async (t) => {
  nock(graph)
    .get(path)
    .reply(404, error('Request_ResourceNotFound', 'no'))
    .post('/v1.0/domains', { id: 'acme.com' })
    .reply(201, {})
  await createFixture().mailbox.addDomain(tenantId, 'acme.com')
  answerDomain(false)
  await createFixture().mailbox.addDomain(tenantId, 'acme.com')
  nock(graph)
    .get(path)
    .reply(404, error('Request_ResourceNotFound', 'no'))
    .post('/v1.0/domains')
    .reply(400, error('Request_BadRequest', 'A domain with this name already exists.'))
  await createFixture().mailbox.addDomain(tenantId, 'acme.com')
  t.pass()
})

t.test('the token goes to a host that is not Microsoft’s own', async (t) => {
  const scope = nock(graph)
    .get(path)
    .matchHeader('authorization', 'Bearer app-1')
    .reply(200, { id: 'acme.com', isVerified: true })
  await verify()
  t.ok(scope.isDone())
})

t.test('verification is asked for only where it is missing', async (t) => {
  answerDomain(false)
  answerVerify(200, { id: 'acme.com', isVerified: true })
  await verify()
  answerDomain(false)
  answerVerify(400, error('Request_BadRequest', 'Domain is already verified.'))
  await verify()
  t.pass()
})

t.test('a record that is not seen yet is pending, a domain of another tenant needs a person', async (t) => {
  answerDomain(false)
  answerVerify(400, error('Request_BadRequest', 'Domain verification failed with the following error: no record.'))
  t.match(await failureOf(verify()), { kind: 'pending' })
  answerDomain(false)
  const text =
    'Domain verification failed with the following error: already added to a different Microsoft 365 organization.'
  answerVerify(400, error('Request_BadRequest', text))
  t.match(await failureOf(verify()), { kind: 'needs_human' })
})

t.test('a replica that does not know the domain yet is pending', async (t) => {
  const unknown = error('Request_ResourceNotFound', "Resource 'acme.com' does not exist.")
  nock(graph).persist().get(path).reply(404, unknown).post(`${path}/verify`).reply(404, unknown)
  nock(graph).get(`${path}/verificationDnsRecords`).reply(404, unknown).patch(path).reply(404, unknown)
  const { mailbox } = createFixture()
  for (const call of [mailbox.verifyDomain, mailbox.verificationRecord, mailbox.mailRecords]) {
    t.match(await failureOf(call(tenantId, 'acme.com')), { kind: 'pending' })
  }
})

t.test('errors are read in all their shapes', async (t) => {
  const cases: [number, unknown, Record<string, string>, object][] = [
    [
      400,
      error('Request_BadRequest', { lang: 'en', value: 'as an object' }),
      {},
      { kind: 'rejected', message: /as an object/ },
    ],
    [400, error('Request_BadRequest', 'no', { innerError: { 'request-id': 'r-1' } }), {}, { requestId: 'r-1' }],
    [
      403,
      error('Authorization_RequestDenied', 'no'),
      { 'request-id': 'r-2' },
      { kind: 'unauthorized', requestId: 'r-2' },
    ],
    [429, error('ApplicationThrottled', 'slow'), { 'retry-after': '7' }, { kind: 'rate_limited', retryAfterMs: 7000 }],
    [503, '', {}, { kind: 'transient', code: '503' }],
    [502, '<html>', {}, { kind: 'transient' }],
    [400, error('', 'no code', { details: { code: 'x' } }), {}, { kind: 'rejected', code: '400' }],
  ]
  for (const [status, body, headers, expected] of cases) {
    nock(graph)
      .get(path)
      .reply(status, () => body, headers)
    t.match(await failureOf(verify()), { provider: 'graph', ...expected }, `${status}`)
  }
})

t.test('the SDK repeats nothing by itself', async (t) => {
  nock(graph).get(path).reply(503, '').get(path).reply(200, { id: 'acme.com', isVerified: true })
  const { mailbox, graphCalls } = createFixture()
  t.match(await failureOf(mailbox.verifyDomain(tenantId, 'acme.com')), { kind: 'transient' })
  t.equal(graphCalls(), 1)
})

t.test('a broken connection is a fault of the moment', async (t) => {
  nock(graph)
    .get(path)
    .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
  t.match(await failureOf(verify()), { provider: 'graph', kind: 'transient' })
})

t.test('a kept token without a new role is replaced once', async (t) => {
  const { mailbox, clock } = createFixture()
  answerDomain(true)
  await mailbox.verifyDomain(tenantId, 'acme.com')
  clock.now += 1000
  nock(graph)
    .get(path)
    .matchHeader('authorization', 'Bearer app-1')
    .reply(403, error('Authorization_RequestDenied', 'no'))
    .get(path)
    .matchHeader('authorization', 'Bearer app-2')
    .reply(200, { id: 'acme.com', isVerified: true })
  await mailbox.verifyDomain(tenantId, 'acme.com')
  t.pass()
})

const record = (recordType: string, fields: object) => ({
  id: 'x',
  isOptional: false,
  label: 'Acme.com',
  recordType,
  supportedService: 'Email',
  ttl: 3600,
  ...fields,
})

t.test('the verification record is the TXT of the two alternatives', async (t) => {
  const value = [
    record('Mx', { mailExchange: 'ms1.msv1.invalid', preference: 32767 }),
    record('Txt', { '@odata.type': '#microsoft.graph.domainDnsTxtRecord', text: 'MS=ms1' }),
  ]
  nock(graph).get(`${path}/verificationDnsRecords`).reply(200, { value })
  t.strictSame(await createFixture().mailbox.verificationRecord(tenantId, 'acme.com'), {
    purpose: 'verification',
    name: 'acme.com',
    ttlSeconds: 3600,
    type: 'TXT',
    value: 'MS=ms1',
  })
})

t.test('mail records come from the provider, and others are left out', async (t) => {
  const value = [
    record('Mx', { mailExchange: 'acme-com.s-v1.mx.microsoft', preference: 0 }),
    record('Txt', { text: 'v=spf1 include:spf.protection.outlook.com -all' }),
    record('CName', { label: 'autodiscover.acme.com', canonicalName: 'autodiscover.outlook.com' }),
    record('CName', {
      label: 'sip.acme.com',
      canonicalName: 'sip.lync.com',
      supportedService: 'OfficeCommunicationsOnline',
    }),
    record('Srv', { nameTarget: 'sipfed.online.lync.com' }),
  ]
  nock(graph)
    .patch(path, { supportedServices: ['Email'] })
    .reply(204)
    .get(`${path}/serviceConfigurationRecords`)
    .reply(200, { value })
  const records = await createFixture().mailbox.mailRecords(tenantId, 'acme.com')
  t.strictSame(
    records.map(({ purpose, type, name, value }) => [purpose, type, name, value]),
    [
      ['mx', 'MX', 'acme.com', '0 acme-com.s-v1.mx.microsoft'],
      ['spf', 'TXT', 'acme.com', 'v=spf1 include:spf.protection.outlook.com -all'],
      ['autodiscover', 'CNAME', 'autodiscover.acme.com', 'autodiscover.outlook.com'],
    ],
  )
})

t.test('an empty verification record is never passed on', async (t) => {
  nock(graph)
    .get(`${path}/verificationDnsRecords`)
    .reply(200, { value: [record('Txt', { text: '' })] })
  t.match(await failureOf(createFixture().mailbox.verificationRecord(tenantId, 'acme.com')), { kind: 'pending' })
})

t.test('a mail is queued', async (t) => {
  let sent: unknown
  nock(graph)
    .post('/v1.0/users/u-1/sendMail')
    .reply(202, async (request: Request) => {
      sent = await request.json()
      return ''
    })
  const message = { from: 'a@acme.com', to: 'proof@proof.example', subject: 'Hello', text: 'Hi' }
  await createFixture().mailbox.sendMail(tenantId, 'u-1', message)
  t.match(sent, { message: { subject: 'Hello', toRecipients: [{ emailAddress: { address: 'proof@proof.example' } }] } })
})

import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { vendorConfigFixture } from '../../vendor-config-fixture.ts'
import { createRoute53Registrar } from './route53-registrar.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

const registrar = createRoute53Registrar(vendorConfigFixture())
const answer = (operation: string, status: number, body: unknown, headers: Record<string, string> = {}) =>
  nock('https://registrar.vendors.example')
    .post('/')
    .matchHeader('x-amz-target', `Route53Domains_v20140515.${operation}`)
    .reply(status, () => body, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r-1', ...headers })
const fault = (type: string, message: string) => ({ __type: type, message })

t.test('availability', async (t) => {
  for (const [word, expected] of [
    ['AVAILABLE', true],
    ['UNAVAILABLE', false],
    ['AVAILABLE_RESERVED', false],
  ] as const) {
    answer('CheckDomainAvailability', 200, { Availability: word })
    t.equal(await registrar.isAvailable('acme.com'), expected)
  }
  answer('CheckDomainAvailability', 200, { Availability: 'PENDING' })
  t.match(await failureOf(registrar.isAvailable('acme.com')), { kind: 'transient', code: 'PENDING' })
})

t.test('each class of error', async (t) => {
  const cases: [number, unknown, object][] = [
    [400, fault('InvalidInput', 'Errors: [bad name]'), { kind: 'rejected', code: 'InvalidInput', requestId: 'r-1' }],
    [400, fault('UnsupportedTLD', 'no such TLD'), { kind: 'rejected' }],
    [400, fault('OperationLimitExceeded', 'too many'), { kind: 'rate_limited' }],
    [400, fault('ThrottlingException', 'Rate exceeded'), { kind: 'rate_limited' }],
    [400, fault('DomainLimitExceeded', '20 domains'), { kind: 'needs_human' }],
    [400, fault('UnrecognizedClientException', 'bad key'), { kind: 'unauthorized' }],
    [500, '<html>', { kind: 'transient' }],
    [503, fault('ServiceUnavailable', ''), { kind: 'transient' }],
  ]
  for (const [status, body, expected] of cases) {
    answer('CheckDomainAvailability', status, body)
    const error = await failureOf(registrar.isAvailable('acme.com'))
    t.match(error, { provider: 'route53_domains', ...expected }, JSON.stringify(body))
    t.notMatch(String(error), /registrar-secret/)
  }
})

t.test('a broken connection is tried once', async (t) => {
  nock('https://registrar.vendors.example').post('/').replyWithError('broken')
  answer('CheckDomainAvailability', 200, { Availability: 'AVAILABLE' })
  t.match(await failureOf(registrar.isAvailable('acme.com')), { kind: 'transient' })
})

t.test('a domain that is not ours is null', async (t) => {
  answer('GetDomainDetail', 400, fault('InvalidInput', 'Domain acme.com not found in 123456789012 account'))
  answer('ListDomains', 200, { Domains: [{ DomainName: 'acme.com.br' }] })
  t.equal(await registrar.findOwned('acme.com'), null)
  answer('GetDomainDetail', 400, fault('InvalidInput', 'Something else'))
  answer('ListDomains', 200, { Domains: [{ DomainName: 'acme.com' }] })
  answer('GetDomainDetail', 400, fault('InvalidInput', 'Something else'))
  t.match(await failureOf(registrar.findOwned('acme.com')), { code: 'InvalidInput', message: /Something else/ })
})

t.test('a domain that becomes ours between two questions is found', async (t) => {
  answer('GetDomainDetail', 400, fault('InvalidInput', 'Domain acme.com not found in 123456789012 account'))
  answer('ListDomains', 200, { Domains: [{ DomainName: 'acme.com' }] })
  answer('GetDomainDetail', 200, detail)
  t.match(await registrar.findOwned('acme.com'), { name: 'acme.com', autoRenew: true })
})

const detail = {
  DomainName: 'acme.com',
  Nameservers: [{ Name: 'NS1.dns.example.' }, { Name: 'ns2.dns.example' }],
  AutoRenew: true,
  ExpirationDate: 1_800_000_000,
}

t.test('a registration names its contact in the registry’s form', async (t) => {
  let sent: unknown
  nock('https://registrar.vendors.example')
    .post('/')
    .reply(200, async (request: Request) => {
      sent = await request.json()
      return { OperationId: 'op-1' }
    })
  t.strictSame(await registrar.register('acme.com'), { operationId: 'op-1' })
  t.match(sent, {
    DomainName: 'acme.com',
    DurationInYears: 1,
    PrivacyProtectRegistrantContact: true,
    RegistrantContact: { PhoneNumber: '+41.441234567', CountryCode: 'CH', ZipCode: '8001' },
  })
})

t.test('a registration that was begun is found again, over pages, and one that failed is not', async (t) => {
  const since = new Date('2026-11-01T00:00:00Z')
  let asked: unknown
  nock('https://registrar.vendors.example')
    .post('/')
    .reply(200, async (request: Request) => {
      asked = await request.json()
      return {
        Operations: [
          { OperationId: 'op-x', Status: 'IN_PROGRESS', Type: 'REGISTER_DOMAIN', DomainName: 'other.com' },
          { OperationId: 'op-0', Status: 'FAILED', Type: 'REGISTER_DOMAIN', DomainName: 'acme.com' },
        ],
        NextPageMarker: 'page-2',
      }
    })
  answer('ListOperations', 200, {
    Operations: [{ OperationId: 'op-1', Status: 'IN_PROGRESS', Type: 'REGISTER_DOMAIN', DomainName: 'acme.com' }],
  })
  t.strictSame(await registrar.findRegistration('acme.com', since), { operationId: 'op-1' })
  t.match(asked, { SubmittedSince: since.getTime() / 1000 })
})

t.test('a change while another one runs is to be asked again later', async (t) => {
  answer('RegisterDomain', 400, fault('DuplicateRequest', 'in progress'))
  t.match(await failureOf(registrar.register('acme.com')), { kind: 'pending', code: 'DuplicateRequest' })
})

t.test('the state of a registration', async (t) => {
  const cases = [
    [{ Status: 'SUBMITTED' }, { status: 'in_progress', reason: null }],
    [{ Status: 'SUCCESSFUL' }, { status: 'succeeded', reason: null }],
    [
      { Status: 'FAILED', Message: 'The card was declined' },
      { status: 'failed', reason: 'The card was declined' },
    ],
    [{ Status: 'ERROR' }, { status: 'failed', reason: 'ERROR' }],
  ]
  for (const [body, expected] of cases) {
    answer('GetOperationDetail', 200, body)
    t.strictSame(await registrar.registrationStatus('op-1'), expected)
  }
})

t.test('name servers that are there already are left alone', async (t) => {
  answer('GetDomainDetail', 200, detail)
  await registrar.setNameservers('acme.com', ['ns2.dns.example', 'ns1.dns.example'])
  answer('GetDomainDetail', 200, detail)
  const change = answer('UpdateDomainNameservers', 200, { OperationId: 'op-2' })
  await registrar.setNameservers('acme.com', ['ns3.dns.example'])
  t.ok(change.isDone())
})

t.test('renewal is stopped once, and its end is told', async (t) => {
  answer('GetDomainDetail', 200, detail)
  const change = answer('DisableDomainAutoRenew', 200, {})
  const expiresAt = new Date(1_800_000_000_000)
  t.strictSame(await registrar.stopRenewal('acme.com'), { expiresAt })
  t.ok(change.isDone())
  answer('GetDomainDetail', 200, { ...detail, AutoRenew: false })
  t.strictSame(await registrar.stopRenewal('acme.com'), { expiresAt })
})

t.test('a strange answer names its request', async (t) => {
  answer('GetOperationDetail', 200, { Status: null })
  const expected = { kind: 'transient', code: 'strange_answer', requestId: 'r-1' }
  t.match(await failureOf(registrar.registrationStatus('op-1')), expected)
})

import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import { answerLogins, createFixture, partnerCenter, tenantId } from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.beforeEach(() => void answerLogins())
t.afterEach(() => nock.cleanAll())

const billingProfile = { defaultAddress: { country: 'CH' } }
const customer = (prefix: string, id = tenantId) => ({
  id,
  companyProfile: { tenantId: id, domain: `${prefix}.onmicrosoft.com`, companyName: 'Acme' },
})
const order = { requestId: 'request-1', prefix: 'acme1', organisationName: 'Acme', residency: 'ch' } as const

const answerSearch = (items: unknown[]) =>
  nock(partnerCenter)
    .get('/v1/customers')
    .query((query) => String(query.filter).includes('acme1.onmicrosoft.com'))
    .reply(200, { items })
const answerCustomer = () =>
  nock(partnerCenter)
    .get(`/v1/customers/${tenantId}`)
    .reply(200, { ...customer('acme1'), billingProfile })

t.test('a tenant is found by its exact initial domain', async (t) => {
  answerSearch([customer('acme12', 'other'), customer('Acme1')])
  answerCustomer()
  const found = await createFixture().mailbox.findTenant('acme1')
  t.strictSame(found, { tenantId, initialDomain: 'acme1.onmicrosoft.com', country: 'CH' })
})

t.test('no tenant is null', async (t) => {
  answerSearch([customer('acme12')])
  t.equal(await createFixture().mailbox.findTenant('acme1'), null)
})

t.test('a tenant is ordered at the address of its residency, under the id of the order', async (t) => {
  let sent: unknown
  nock(partnerCenter)
    .post('/v1/customers')
    .matchHeader('ms-requestid', 'request-1')
    .reply(201, async (request: Request) => {
      sent = await request.json()
      return { ...customer('acme1'), billingProfile, userCredentials: { userName: 'admin', password: 'once' } }
    })
  const created = await createFixture().mailbox.createTenant(order)
  t.strictSame(created, {
    tenantId,
    initialDomain: 'acme1.onmicrosoft.com',
    country: 'CH',
    admin: { userName: 'admin@acme1.onmicrosoft.com', password: 'once' },
  })
  t.match(sent, {
    CompanyProfile: { Domain: 'acme1.onmicrosoft.com' },
    BillingProfile: { Culture: 'de-CH', Language: 'de', DefaultAddress: { Country: 'CH', PostalCode: '8001' } },
  })
})

const refuse = () =>
  nock(partnerCenter).post('/v1/customers').reply(400, { code: 600060, description: 'Domain is not available' })
const answerPrefix = (status: number) => nock(partnerCenter).head('/v1/domains/acme1.onmicrosoft.com').reply(status)

t.test('a prefix of somebody else is a conflict', async (t) => {
  refuse()
  answerPrefix(200)
  answerSearch([])
  t.match(await failureOf(createFixture().mailbox.createTenant(order)), { kind: 'conflict', code: '600060' })
})

t.test('a tenant of ours behind a lost answer is adopted', async (t) => {
  refuse()
  answerPrefix(200)
  answerSearch([customer('acme1')])
  answerCustomer()
  t.match(await createFixture().mailbox.createTenant(order), { tenantId, country: 'CH', admin: null })
})

t.test('any other refusal stays as it is, where the prefix is free', async (t) => {
  refuse()
  answerPrefix(404)
  t.match(await failureOf(createFixture().mailbox.createTenant(order)), { kind: 'rejected', code: '600060' })
})

t.test('the agreement is signed by the person of the tenant, and once is enough', async (t) => {
  const type = 'MicrosoftCustomerAgreement'
  let sent: unknown
  for (const status of [201, 400]) {
    answerCustomer()
    nock(partnerCenter)
      .get('/v1/agreements')
      .query({ agreementType: type })
      .reply(200, { items: [{ templateId: 'template-1', agreementType: type }] })
      .post(`/v1/customers/${tenantId}/agreements`)
      .reply(status, async (request: Request) => {
        sent = await request.json()
        return status === 201 ? {} : { code: 600061, message: 'exists', description: 'exists' }
      })
    await createFixture().mailbox.acceptAgreement(tenantId)
    t.match(sent, {
      templateId: 'template-1',
      type,
      dateAgreed: '2026-03-01T12:00:00.000Z',
      primaryContact: { firstName: 'Ada', email: 'ada@brand.example' },
    })
  }
})

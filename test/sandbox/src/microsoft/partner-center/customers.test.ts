import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { sandboxCredentials } from '../../world/credentials.ts'
import { occupyPrefix } from '../circumstances.ts'
import { audiences } from '../state/names.ts'
import { customerBody, newCustomer } from '../testing/customer.ts'
import { listAt, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const { partner } = sandboxCredentials

async function start(test: Test) {
  const microsoft = await startMicrosoft(test)
  return {
    microsoft,
    token: await microsoft.token(partner.tenantId, audiences.partnerCenter),
    user: await microsoft.token(partner.tenantId, audiences.partnerCenter, true),
  }
}

t.test('a repeated request id makes one tenant and shows the same password again', async (t) => {
  const { microsoft, token } = await start(t)
  const headers = { 'ms-requestid': randomUUID(), 'ms-correlationid': randomUUID() }
  const create = () => microsoft.call('POST', '/v1/customers', { token, headers, body: customerBody('acme1') })
  const [first, second] = [await create(), await create()]
  t.equal(first.status, 201)
  t.match(first.headers, headers)
  t.same(second.body, first.body)
  t.match(first.body, { userCredentials: { userName: 'admin', password: /.{12,}/ }, relationshipToPartner: 'none' })
  t.same(microsoft.world.counters.all().tenants, { acme1: 1 })
  const later = await microsoft.call('GET', `/v1/customers/${textAt(first.body, 'id')}`, { token })
  t.equal(later.text.charCodeAt(0), 0xfeff, 'JSON with a byte order mark')
  t.match(later.body, { relationshipToPartner: 'reseller', billingProfile: { defaultAddress: { country: 'CH' } } })
  t.notMatch(later.text, 'password')
})

t.test('a prefix is free until somebody takes it', async (t) => {
  const { microsoft, token } = await start(t)
  const head = async () => (await microsoft.call('HEAD', '/v1/domains/acme1.onmicrosoft.com', { token })).status
  t.equal(await head(), 404)
  occupyPrefix(microsoft.world, 'acme1')
  t.equal(await head(), 200)
  const refused = await microsoft.call('POST', '/v1/customers', { token, body: customerBody('acme1') })
  t.match(refused, { status: 400, body: { code: '60000', source: 'PartnerFD', description: /already taken/ } })
  t.notOk(microsoft.world.counters.all().tenants)
})

t.test('addresses are validated, in the shape of JSON inside a string', async (t) => {
  const { microsoft, token } = await start(t)
  const create = (address: object) =>
    microsoft.call('POST', '/v1/customers', { token, body: customerBody('acme1', address) })
  t.match(await create({ PostalCode: '12' }), { status: 400, body: { code: 2007, description: /^\{"code":"60071"/ } })
  t.match(await create({ Country: 'QQ' }), { status: 400, body: { code: 2007, description: /CountryInvalid/ } })
  t.match(await create({ Country: 'BR' }), { status: 403, body: { code: '2030' } })
  t.match(await create({ PhoneNumber: null }), { status: 400, body: { code: '600051' } })
  t.match(await create({ City: '' }), { status: 400, body: { code: '60000', description: /city/ } })
})

t.test('customers are found by the beginning of their domain once they are made', async (t) => {
  const { microsoft, token } = await start(t)
  await newCustomer(microsoft, 'acme1')
  await newCustomer(microsoft, 'other1')
  const search = (filter: string) =>
    microsoft.call('GET', `/v1/customers?size=10&filter=${encodeURIComponent(filter)}`, { token })
  const found = await search('{"Field":"Domain","Value":"ACME1.","Operator":"starts_with"}')
  t.equal(listAt(found.body, 'items').length, 1)
  t.match(found.body, { items: [{ companyProfile: { domain: 'acme1.onmicrosoft.com' } }] })
  t.equal((await search('nonsense')).status, 400)
})

t.test('a tenant that is being made keeps the caller waiting and is not found meanwhile', async (t) => {
  const { microsoft, token } = await start(t)
  microsoft.setDelays({ preset: 'realistic', scale: 0.001 })
  const begunAt = performance.now()
  const pending = microsoft.call('POST', '/v1/customers', { token, body: customerBody('acme1') })
  const answer = await pending
  t.ok(performance.now() - begunAt >= 29)
  const path = `/v1/customers/${textAt(answer.body, 'id')}`
  t.match(await microsoft.call('GET', path, { token }), { status: 404, body: { code: '60003' } })
  microsoft.advance(30)
  t.equal((await microsoft.call('GET', path, { token })).status, 200)
})

t.test('the agreement wants a person, and is accepted once per contact', async (t) => {
  const { microsoft, token, user } = await start(t)
  const path = `/v1/customers/${await newCustomer(microsoft, 'acme1')}/agreements`
  const template = await microsoft.call('GET', '/v1/agreements?agreementType=MicrosoftCustomerAgreement', { token })
  const body = {
    primaryContact: { firstName: 'A', lastName: 'B', email: 'a@b.example', phoneNumber: '1' },
    templateId: textAt(template.body, 'items.0.templateId'),
    dateAgreed: '2026-01-01T00:00:00.000Z',
    type: 'MicrosoftCustomerAgreement',
  }
  t.match(await microsoft.call('POST', path, { token, body }), { status: 403, body: { code: 900329 } })
  t.equal((await microsoft.call('POST', path, { token: user, body })).status, 201)
  t.match(await microsoft.call('POST', path, { token: user, body }), { status: 400, body: { code: 600061 } })
  const old = await microsoft.call('GET', '/v1/agreements', { token })
  t.match(old.body, { items: [{ agreementType: 'MicrosoftCloudAgreement' }] })
})

t.test('consent is given once', async (t) => {
  const { microsoft, user } = await start(t)
  const path = `/v1/customers/${await newCustomer(microsoft, 'acme1')}/applicationconsents`
  const body = {
    applicationId: partner.clientId,
    applicationGrants: [{ enterpriseApplicationId: '00000003-0000-0000-c000-000000000000', scope: 'A.B, C.D' }],
  }
  t.equal((await microsoft.call('POST', path, { token: user, body })).status, 201)
  const again = await microsoft.call('POST', path, { token: user, body })
  t.match(again, { status: 409, body: { description: /Permission entry already exists/ } })
  t.match((await microsoft.call('GET', `${path}/${partner.clientId}`, { token: user })).body, {
    applicationGrants: [{ scope: 'A.B,C.D' }],
  })
  t.equal((await microsoft.call('DELETE', `${path}/${partner.clientId}`, { token: user })).status, 204)
})

t.test('tokens for other audiences do not open Partner Center', async (t) => {
  const { microsoft } = await start(t)
  const old = await microsoft.token(partner.tenantId, audiences.azureAdGraph)
  const graph = await microsoft.token(partner.tenantId, audiences.graph)
  t.match(await microsoft.call('GET', '/v1/customers', { token: old }), { status: 401, body: { code: '900420' } })
  t.match(await microsoft.call('GET', '/v1/customers', { token: graph }), { status: 401, body: { code: '400' } })
  t.equal((await microsoft.call('GET', '/v1/customers')).status, 401)
})

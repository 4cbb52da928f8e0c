import t, { type Test } from 'tap'
import { occupyDomain } from '../circumstances.ts'
import { addMailbox, addVerifiedDomain, buySeats, grantAll, newCustomer, publish } from '../testing/customer.ts'
import { at, listAt, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const name = 'getacme.com'
const path = `/v1.0/domains/${name}`

async function start(test: Test) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token } = await grantAll(microsoft, tenant)
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    microsoft.call(method, url, { token, body })
  return { microsoft, tenant, token, call }
}

t.test('a domain is verified by what DNS really answers', async (t) => {
  const { microsoft, call } = await start(t)
  t.match(await call('POST', '/v1.0/domains', { id: name }), { status: 201, body: { id: name, isVerified: false } })
  const records = (await call('GET', `${path}/verificationDnsRecords`)).body
  const text = textAt(records, 'value.0.text')
  t.match(records, {
    value: [
      { '@odata.type': '#microsoft.graph.domainDnsTxtRecord', label: name, recordType: 'Txt', text: /^MS=ms\d{8}$/ },
      { '@odata.type': '#microsoft.graph.domainDnsMxRecord', mailExchange: /\.msv1\.invalid$/, preference: 32_767 },
    ],
  })
  const failure = /^Domain verification failed with the following error: /
  t.match(await call('POST', `${path}/verify`), { status: 400, body: { error: { message: failure } } })
  publish(microsoft, name, [[name, 'TXT', ['MS=ms00000000']]])
  t.equal((await call('POST', `${path}/verify`)).status, 400, 'a wrong record')
  publish(microsoft, name, [[name, 'TXT', ['v=spf1 -all', text]]])
  t.match(await call('POST', `${path}/verify`), { status: 200, body: { isVerified: true } })
  const again = await call('POST', `${path}/verify`)
  t.match(again, { status: 400, body: { error: { message: 'Domain is already verified.' } } })
})

t.test('the MX alternative verifies too', async (t) => {
  const { microsoft, call } = await start(t)
  await call('POST', '/v1.0/domains', { id: name })
  const { body } = await call('GET', `${path}/verificationDnsRecords`)
  publish(microsoft, name, [[name, 'MX', [`32767 ${textAt(body, 'value.1.mailExchange')}`]]])
  t.equal((await call('POST', `${path}/verify`)).status, 200)
})

t.test('a record that is visible takes its time to be seen', async (t) => {
  const { microsoft, call } = await start(t)
  await call('POST', '/v1.0/domains', { id: name })
  const { body } = await call('GET', `${path}/verificationDnsRecords`)
  microsoft.setDelays({ preset: 'realistic' })
  publish(microsoft, name, [[name, 'TXT', [textAt(body, 'value.0.text')]]])
  t.equal((await call('POST', `${path}/verify`)).status, 400)
  microsoft.advance(5 * 60_000)
  t.equal((await call('POST', `${path}/verify`)).status, 200)
})

t.test('a domain of another organisation is refused for good, though its record is right', async (t) => {
  const { microsoft, call } = await start(t)
  await call('POST', '/v1.0/domains', { id: name })
  const { body } = await call('GET', `${path}/verificationDnsRecords`)
  publish(microsoft, name, [[name, 'TXT', [textAt(body, 'value.0.text')]]])
  occupyDomain(microsoft.world, name)
  const refused = await call('POST', `${path}/verify`)
  t.match(refused, { status: 400, body: { error: { message: /used elsewhere/ } } })
})

t.test('mail records come after verification and the Email service, with an MX that no name gives away', async (t) => {
  const { call, microsoft, token } = await start(t)
  await call('POST', '/v1.0/domains', { id: name })
  t.same(listAt((await call('GET', `${path}/serviceConfigurationRecords`)).body, 'value'), [])
  t.equal((await call('PATCH', path, { supportedServices: ['Email'] })).status, 400)
  const exchange = await addVerifiedDomain(microsoft, token, 'second.com')
  t.match(exchange, /^second-com\.[a-z]-v1\.mx\.microsoft$/)
  t.ok(microsoft.world.zones.resolve(exchange, 'A').length > 0)
  const long = await addVerifiedDomain(microsoft, token, 'a-very-long-name-of-a-company-that-sends-mail.com')
  t.notMatch(long, /^a-very-long-name-of-a-company-that-sends-mail-com\./)
})

t.test('a name is added once, and has to be a name', async (t) => {
  const { call } = await start(t)
  await call('POST', '/v1.0/domains', { id: name })
  const again = await call('POST', '/v1.0/domains', { id: name })
  t.match(again, { status: 400, body: { error: { code: 'Request_BadRequest', message: /already exists/ } } })
  t.equal((await call('POST', '/v1.0/domains', { id: 'no name' })).status, 400)
  t.equal((await call('POST', '/v1.0/domains', { id: 'a.com', isDefault: true })).status, 400)
  t.equal((await call('GET', '/v1.0/domains/unknown.com')).status, 404)
})

t.test('a domain goes when nothing refers to it; forceDelete moves the users away', async (t) => {
  const { microsoft, tenant, token, call } = await start(t)
  await addVerifiedDomain(microsoft, token, name)
  buySeats(microsoft, tenant, 1)
  const id = await addMailbox(microsoft, token, `ada@${name}`)
  t.match((await call('GET', `${path}/domainNameReferences`)).body, { value: [{ id }] })
  t.equal((await call('DELETE', path)).status, 400)
  t.equal((await call('POST', `${path}/forceDelete`, { disableUserAccounts: true })).status, 204)
  t.equal((await call('GET', path)).status, 404)
  const user = await call('GET', `/v1.0/users/${id}?$select=userPrincipalName,accountEnabled`)
  t.match(user.body, { userPrincipalName: 'ada@acme1.onmicrosoft.com', accountEnabled: false })
  t.equal((await call('DELETE', '/v1.0/domains/acme1.onmicrosoft.com')).status, 400, 'the initial domain stays')
})

t.test('the default domain is one', async (t) => {
  const { microsoft, token, call } = await start(t)
  await addVerifiedDomain(microsoft, token, name)
  t.equal((await call('PATCH', path, { isDefault: true })).status, 204)
  const defaults = listAt((await call('GET', '/v1.0/domains')).body, 'value').filter((one) => at(one, 'isDefault'))
  t.match(defaults, [{ id: name }])
  t.equal(defaults.length, 1)
})

import t, { type Test } from 'tap'
import {
  addMailbox,
  addVerifiedDomain,
  buySeats,
  grantAll,
  licenceBody,
  newCustomer,
  userBody,
} from '../testing/customer.ts'
import { listAt, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const minuteMs = 60_000

async function start(test: Test, seats = 2) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token } = await grantAll(microsoft, tenant)
  await addVerifiedDomain(microsoft, token, 'getacme.com')
  if (seats > 0) buySeats(microsoft, tenant, seats)
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    microsoft.call(method, `/v1.0${url}`, { token, body })
  return { microsoft, tenant, token, call }
}

t.test('a name is given once, whatever its case', async (t) => {
  const { microsoft, call } = await start(t)
  t.equal((await call('POST', '/users', userBody('ada@getacme.com'))).status, 201)
  const again = await call('POST', '/users', userBody('ADA@getacme.com'))
  t.match(again, {
    status: 400,
    body: {
      error: { code: 'Request_BadRequest', details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }] },
    },
  })
  t.same(microsoft.world.counters.all().user_creations, { 'ada@getacme.com': 1 })
})

t.test('bad users are refused', async (t) => {
  const { call } = await start(t)
  const good = userBody('ada@getacme.com')
  const bad = [
    { ...good, userPrincipalName: 'ada@elsewhere.com' },
    { ...good, userPrincipalName: 'a b@getacme.com' },
    { ...good, mailNickname: 'x'.repeat(65) },
    { ...good, usageLocation: 'Switzerland' },
    { ...good, passwordProfile: { password: 'password' } },
    { ...good, displayName: undefined },
  ]
  for (const body of bad) t.equal((await call('POST', '/users', body)).status, 400)
  t.same(listAt((await call('GET', '/users')).body, 'value'), [])
})

t.test('a new user flaps between replicas until it is known to all', async (t) => {
  const { microsoft, call } = await start(t)
  microsoft.setDelays({ preset: 'realistic' })
  const { body } = await call('POST', '/users', userBody('ada@getacme.com'))
  const read = async () => (await call('GET', `/users/${textAt(body, 'id')}`)).status
  const early = [await read(), await read(), await read(), await read(), await read(), await read()]
  t.ok(early.includes(200) && early.includes(404), early.join(' '))
  const flips = early.filter((status, index) => index > 0 && status !== early[index - 1]).length
  t.ok(flips >= 2, 'good, bad, good')
  microsoft.advance(minuteMs)
  t.same([await read(), await read(), await read()], [200, 200, 200])
})

t.test('a licence needs both lists, a location and a seat', async (t) => {
  const { call } = await start(t, 1)
  const make = async (address: string, usageLocation: string | null) =>
    textAt((await call('POST', '/users', { ...userBody(address), usageLocation })).body, 'id')
  const [nowhere, ada, bob] = [
    await make('nowhere@getacme.com', null),
    await make('ada@getacme.com', 'CH'),
    await make('bob@getacme.com', 'CH'),
  ]
  const license = (id: string, body: object = licenceBody) => call('POST', `/users/${id}/assignLicense`, body)
  const message = (text: RegExp) => ({ status: 400, body: { error: { code: 'Request_BadRequest', message: text } } })
  t.match(await license(ada, { removeLicenses: [] }), message(/missing parameters are: addLicenses\.$/))
  t.match(await license(nowhere), message(/invalid usage location/))
  t.match(await license(ada), { status: 200, body: { userPrincipalName: 'ada@getacme.com' } })
  t.equal((await license(ada)).status, 200, 'again changes nothing')
  t.match(await license(bob), message(/does not have any available licenses/))
  t.match((await call('GET', '/subscribedSkus')).body, {
    value: [{ skuPartNumber: 'EXCHANGESTANDARD', consumedUnits: 1, prepaidUnits: { enabled: 1 } }],
  })
  t.equal((await call('DELETE', `/users/${ada}`)).status, 204)
  t.equal((await license(bob)).status, 200, 'the seat of a deleted user is free')
})

t.test('there is nothing to assign before an order is provisioned', async (t) => {
  const { microsoft, tenant, call } = await start(t, 0)
  microsoft.setDelays({ preset: 'realistic' })
  buySeats(microsoft, tenant, 5)
  t.same(listAt((await call('GET', '/subscribedSkus')).body, 'value'), [])
  microsoft.advance(5 * minuteMs)
  t.equal(listAt((await call('GET', '/subscribedSkus')).body, 'value').length, 1)
})

t.test('a mailbox follows its licence after a while', async (t) => {
  const { microsoft, call } = await start(t)
  const bare = textAt((await call('POST', '/users', userBody('bare@getacme.com'))).body, 'id')
  microsoft.setDelays({ preset: 'realistic' })
  const made = await call('POST', '/users', userBody('ada@getacme.com'))
  microsoft.advance(minuteMs)
  const id = textAt(made.body, 'id')
  await call('POST', `/users/${id}/assignLicense`, licenceBody)
  const state = async () => (await call('GET', `/users/${id}?$select=id,assignedLicenses,licenseAssignmentStates`)).body
  const mailbox = (user: string) => call('GET', `/users/${user}/mailFolders/inbox?$select=id`)
  t.same(listAt(await state(), 'assignedLicenses'), [])
  t.match(await mailbox(id), { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI' } } })
  microsoft.advance(3 * minuteMs)
  t.match(await state(), { licenseAssignmentStates: [{ state: 'Active', error: 'None' }] })
  t.equal((await mailbox(id)).status, 404)
  microsoft.advance(17 * minuteMs)
  t.same(Object.keys((await mailbox(id)).body ?? {}), ['@odata.context', 'id'])
  t.equal((await mailbox(bare)).status, 404, 'no licence, no mailbox')
})

t.test('a deleted user can come back for 30 days', async (t) => {
  const { microsoft, tenant, token, call } = await start(t)
  const id = await addMailbox(microsoft, token, 'ada@getacme.com')
  await call('DELETE', `/users/${id}`)
  t.equal((await call('GET', `/users/${id}`)).status, 404)
  const path = '/directory/deletedItems/microsoft.graph.user'
  t.match((await call('GET', path)).body, { value: [{ id, userPrincipalName: 'ada@getacme.com' }] })
  t.equal((await call('POST', `/directory/deletedItems/${id}/restore`, {})).status, 200)
  t.equal((await call('GET', `/users/ada@getacme.com/mailFolders/inbox`)).status, 200)
  await call('DELETE', `/users/${id}`)
  microsoft.advance(31 * 86_400_000)
  const fresh = await microsoft.token(tenant, 'https://graph.microsoft.com')
  t.same(listAt((await microsoft.call('GET', `/v1.0${path}`, { token: fresh })).body, 'value'), [])
})

t.test('a name can be used again while its former owner is deleted, and then it cannot come back', async (t) => {
  const { call } = await start(t)
  const id = textAt((await call('POST', '/users', userBody('ada@getacme.com'))).body, 'id')
  await call('DELETE', `/users/${id}`)
  t.equal((await call('POST', '/users', userBody('ada@getacme.com'))).status, 201)
  t.equal((await call('POST', `/directory/deletedItems/${id}/restore`, {})).status, 400)
  t.equal((await call('DELETE', `/directory/deletedItems/${id}`)).status, 204)
})

t.test('users are changed, filtered, selected and paged', async (t) => {
  const { call } = await start(t)
  for (const name of ['ada', 'bob', 'eve']) await call('POST', '/users', userBody(`${name}@getacme.com`))
  t.equal((await call('PATCH', '/users/bob@getacme.com', { displayName: "Bob O'Hara" })).status, 204)
  const filter = encodeURIComponent("startswith(displayName,'bob') and accountEnabled eq true")
  t.match((await call('GET', `/users?$filter=${filter}&$select=displayName`)).body, {
    value: [{ displayName: "Bob O'Hara", userPrincipalName: undefined }],
  })
  const quoted = encodeURIComponent("displayName eq 'Bob O''Hara' or userPrincipalName eq 'EVE@getacme.com'")
  t.equal(listAt((await call('GET', `/users?$filter=${quoted}`)).body, 'value').length, 2)
  const first = (await call('GET', '/users?$top=2')).body
  t.equal(listAt(first, 'value').length, 2)
  const [link = ''] = /\/users\?.*/.exec(JSON.stringify(first))?.[0].split('"') ?? []
  t.equal(listAt((await call('GET', link)).body, 'value').length, 1)
})

t.test('tokens open only what their roles allow', async (t) => {
  const { microsoft, tenant } = await start(t)
  const exchange = await microsoft.token(tenant, 'https://outlook.office365.com')
  const wrong = await microsoft.call('GET', '/v1.0/users', { token: exchange })
  t.match(wrong, { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } })
  const other = await newCustomer(microsoft, 'other1')
  const { graph: foreign } = await grantAll(microsoft, other)
  t.equal((await microsoft.call('GET', '/v1.0/users/ada@getacme.com', { token: foreign })).status, 404)
})

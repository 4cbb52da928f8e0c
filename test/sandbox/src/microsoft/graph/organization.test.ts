import t from 'tap'
import { sandboxCredentials } from '../../world/credentials.ts'
import { audiences } from '../state/names.ts'
import { addMailbox, addVerifiedDomain, buySeats, grantAll, newCustomer } from '../testing/customer.ts'
import { startMicrosoft } from '../testing/start-microsoft.ts'

t.test('the organisation shows its country and its verified domains, to those who may read it', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token } = await grantAll(microsoft, tenant)
  await microsoft.call('POST', '/v1.0/domains', { token, body: { id: 'unverified.com' } })
  await addVerifiedDomain(microsoft, token, 'getacme.com')
  const path = '/v1.0/organization?$select=id,countryLetterCode,verifiedDomains'
  t.same((await microsoft.call('GET', path, { token })).body, {
    '@odata.context': 'https://localhost:1/v1.0/$metadata#organization',
    value: [
      {
        id: tenant,
        countryLetterCode: 'CH',
        verifiedDomains: [
          {
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: true,
            isInitial: true,
            name: 'acme1.onmicrosoft.com',
            type: 'Managed',
          },
          { capabilities: 'Email', isDefault: false, isInitial: false, name: 'getacme.com', type: 'Managed' },
        ],
      },
    ],
  })
  const reader = await microsoft.token(sandboxCredentials.proof.tenantId, audiences.graph)
  t.match(await microsoft.call('GET', path, { token: reader }), {
    status: 403,
    headers: { 'request-id': /^[0-9a-f-]{36}$/ },
    body: { error: { code: 'Authorization_RequestDenied', innerError: { 'request-id': /^[0-9a-f-]{36}$/ } } },
  })
})

t.test('other spellings of a path and unknown paths', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'acme1')
  const { graph: token } = await grantAll(microsoft, tenant)
  await addVerifiedDomain(microsoft, token, 'getacme.com')
  buySeats(microsoft, tenant, 1)
  const id = await addMailbox(microsoft, token, 'ada@getacme.com')
  const status = async (path: string) => (await microsoft.call('GET', `/v1.0${path}`, { token })).status
  t.equal(await status(`/users('${id}')`), 200)
  t.equal(await status("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')"), 200)
  t.equal(await status('/USERS/ADA@getacme.com/licenseDetails'), 200)
  t.equal(await status('/nothing'), 400)
  t.equal(await status('/users/%E0%A4%A'), 400)
  t.equal((await microsoft.call('DELETE', '/v1.0/users', { token })).status, 405)
  t.equal(
    (await microsoft.call('POST', '/v1.0/users', { token, text: '{', headers: { 'content-type': 'application/json' } }))
      .status,
    400,
  )
})

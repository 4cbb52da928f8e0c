import nock from 'nock'
import t from 'tap'
import { failureOf } from '../../failure-of.ts'
import {
  answerBatches,
  answerLogins,
  config,
  createFixture,
  graph,
  login,
  partnerCenter,
  type Step,
  tenantId,
} from './microsoft365-fixture.ts'

t.before(() => nock.disableNetConnect())
t.afterEach(() => nock.cleanAll())

const answerConsent = (status = 201, body: unknown = {}) =>
  nock(partnerCenter)
    .post(`/v1/customers/${tenantId}/applicationconsents`)
    .reply(status, () => body)
const answerProbe = (status = 200) =>
  nock(graph)
    .get('/v1.0/organization')
    .query(true)
    .reply(status, { value: [{ id: tenantId, countryLetterCode: 'CH' }] })

/** A directory that keeps what is assigned. */
function answerDirectory(hasExchange = true) {
  const assigned: Step[] = []
  const sizes = answerBatches((step) => {
    if (step.method === 'POST') {
      assigned.push(step)
      return { status: 201, body: { id: 'assignment' } }
    }
    if (step.url.startsWith('/servicePrincipals?'))
      return { status: 200, body: { value: principal(step.url, hasExchange) } }
    return {
      status: 200,
      body: { value: assigned.filter(({ url }) => step.url.startsWith(url)).map(({ body }) => body) },
    }
  })
  return { assigned, sizes }
}

function principal(url: string, hasExchange: boolean) {
  if (url.includes('00000002-0000-0ff1')) return hasExchange ? [{ id: 'sp-exchange' }] : []
  return [{ id: url.includes(config.PARTNER_CLIENT_ID) ? 'sp-own' : 'sp-graph' }]
}

t.test('consent, roles and directory role are given once, and new tokens follow', async (t) => {
  const counts = answerLogins()
  const { assigned, sizes } = answerDirectory()
  const { mailbox } = createFixture()
  answerConsent()
  answerProbe()
  await mailbox.authorizeTenant(tenantId)
  t.equal(assigned.length, 7)
  t.match(assigned[0], {
    url: '/servicePrincipals/sp-own/appRoleAssignments',
    body: { principalId: 'sp-own', resourceId: 'sp-graph' },
  })
  t.match(assigned[5], { body: { resourceId: 'sp-exchange', appRoleId: 'dc50a0fb-09a3-484d-be87-e023b12c6440' } })
  t.match(assigned[6], { body: { principalId: 'sp-own', directoryScopeId: '/' } })
  t.strictSame(sizes, [3, 2, 7])

  answerConsent(400, { code: 'BadRequest', description: 'Permission entry already exists.' })
  answerProbe()
  await mailbox.authorizeTenant(tenantId)
  t.equal(assigned.length, 7, 'nothing is given twice')
  t.equal(counts.app, 2, 'a token from before is not used')
})

t.test('a tenant without Exchange gets its service principal', async (t) => {
  answerLogins()
  const { assigned } = answerDirectory(false)
  answerConsent()
  answerProbe()
  nock(graph)
    .post('/v1.0/servicePrincipals', { appId: '00000002-0000-0ff1-ce00-000000000000' })
    .reply(201, { id: 'sp-new' })
  await createFixture().mailbox.authorizeTenant(tenantId)
  t.match(assigned[5], { body: { resourceId: 'sp-new' } })
})

t.test('a relationship that has not spread is pending', async (t) => {
  const denied = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } }
  answerLogins()
  answerConsent()
  nock(graph).post('/v1.0/$batch').reply(403, denied)
  t.match(await failureOf(createFixture().mailbox.authorizeTenant(tenantId)), {
    kind: 'pending',
    code: 'Authorization_RequestDenied',
  })
  answerConsent()
  answerBatches(() => ({ status: 403, body: denied }))
  t.match(await failureOf(createFixture().mailbox.authorizeTenant(tenantId)), { kind: 'pending' })
})

t.test('a role that is not in the token yet is pending', async (t) => {
  answerLogins()
  answerDirectory()
  answerConsent()
  answerProbe(403)
  t.match(await failureOf(createFixture().mailbox.authorizeTenant(tenantId)), { kind: 'pending' })
})

t.test('a login that does not know our consent is pending, a wrong secret is not', async (t) => {
  const kinds = { AADSTS65001: 'pending', AADSTS700016: 'pending', AADSTS7000215: 'unauthorized' }
  for (const [code, kind] of Object.entries(kinds)) {
    nock.cleanAll()
    answerConsent()
    nock(login)
      .post(`/${config.PARTNER_TENANT_ID}/oauth2/v2.0/token`)
      .reply(200, { access_token: 'user-1', expires_in: 3599 })
      .post(`/${tenantId}/oauth2/v2.0/token`)
      .reply(400, { error: 'invalid_grant', error_description: `${code}: no` })
    t.match(await failureOf(createFixture().mailbox.authorizeTenant(tenantId)), { provider: 'login', kind, code })
  }
})

t.test('a person is asked where the vendor wants one', async (t) => {
  answerLogins()
  answerConsent(403, { code: 900416, description: 'Account locked' })
  t.match(await failureOf(createFixture().mailbox.authorizeTenant(tenantId)), {
    provider: 'partner_center',
    kind: 'needs_human',
  })
})

t.test('the app’s login errors carry Microsoft’s code and no secret', async (t) => {
  nock(login)
    .get(/openid-configuration/)
    .reply(200, {
      issuer: `${login}/${tenantId}/v2.0`,
      authorization_endpoint: `${login}/${tenantId}/oauth2/v2.0/authorize`,
      token_endpoint: `${login}/${tenantId}/oauth2/v2.0/token`,
      jwks_uri: `${login}/keys`,
    })
    .post(/token/)
    .reply(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret provided. Trace ID: x',
      error_codes: [7000215],
    })
  const error = await createFixture()
    .mailbox.addDomain(tenantId, 'acme.com')
    .catch((caught) => caught)
  t.match(error, { provider: 'login', kind: 'unauthorized', code: 'AADSTS7000215' })
  t.notMatch(`${error.stack} ${JSON.stringify(error)} ${error.cause}`, /client-secret/)
})

t.test('a login that cannot be reached is a fault of the moment', async (t) => {
  nock(login)
    .get(/openid-configuration/)
    .replyWithError('broken')
  t.match(await failureOf(createFixture().mailbox.addDomain(tenantId, 'acme.com')), {
    provider: 'login',
    kind: 'transient',
  })
})

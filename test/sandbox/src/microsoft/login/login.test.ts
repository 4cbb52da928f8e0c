import t from 'tap'
import { sandboxCredentials } from '../../world/credentials.ts'
import { addGrant, addPrincipal } from '../state/grants.ts'
import { audiences } from '../state/names.ts'
import { readToken } from '../state/tokens.ts'
import { grantAll, newCustomer } from '../testing/customer.ts'
import { at, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const { partner, proof } = sandboxCredentials
const clientCredentials = { grant_type: 'client_credentials', scope: `${audiences.graph}/.default` }

t.test('refuses what Microsoft refuses, by its codes', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'acme1')
  const cases: [string, string, Record<string, string>, number, number, string][] = [
    ['an unknown tenant', crypto.randomUUID(), clientCredentials, 400, 90002, 'invalid_request'],
    ['a wrong secret', proof.tenantId, { ...clientCredentials, client_secret: 'x' }, 401, 7000215, 'invalid_client'],
    ['an unknown client', proof.tenantId, { ...clientCredentials, client_id: 'x' }, 400, 700016, 'unauthorized_client'],
    ['an application without consent', tenant, clientCredentials, 400, 700016, 'unauthorized_client'],
    [
      'a person without consent',
      tenant,
      { grant_type: 'refresh_token', refresh_token: partner.refreshToken, scope: clientCredentials.scope },
      400,
      65001,
      'invalid_grant',
    ],
    [
      'a scope without .default',
      proof.tenantId,
      { ...clientCredentials, scope: `${audiences.graph}/Mail.Send` },
      400,
      1002012,
      'invalid_scope',
    ],
    [
      'an unknown resource',
      proof.tenantId,
      { ...clientCredentials, scope: 'https://x.example/.default' },
      400,
      500011,
      'invalid_resource',
    ],
    ['no grant', proof.tenantId, { scope: clientCredentials.scope }, 400, 900144, 'invalid_request'],
    [
      'a forged refresh token',
      partner.tenantId,
      { grant_type: 'refresh_token', refresh_token: 'a.b.c', scope: `${audiences.partnerCenter}/.default` },
      400,
      9002313,
      'invalid_grant',
    ],
  ]
  for (const [name, tenantId, form, status, code, error] of cases) {
    const answer = await microsoft.login(tenantId, form)
    t.equal(answer.status, status, name)
    t.match(answer.body, { error, error_codes: [code], error_description: new RegExp(`^AADSTS${code}: `) }, name)
  }
})

t.test('a refresh token is rotated, and the old one still works for 90 days', async (t) => {
  const microsoft = await startMicrosoft(t)
  const refresh = (refresh_token: string) =>
    microsoft.login(partner.tenantId, {
      grant_type: 'refresh_token',
      refresh_token,
      scope: `${audiences.partnerCenter}/.default`,
    })
  const first = textAt((await refresh(partner.refreshToken)).body, 'refresh_token')
  const second = textAt((await refresh(first)).body, 'refresh_token')
  t.not(first, second)
  t.equal((await refresh(first)).status, 200)
  microsoft.advance(91 * 86_400_000)
  t.match((await refresh(second)).body, { error_codes: [700082] })
})

t.test('a token freezes its roles, expires after an hour, and cannot be forged', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'acme1')
  const own = addPrincipal(microsoft.world, tenant, partner.clientId)
  const early = await microsoft.token(tenant, audiences.graph)
  const { graph: late } = await grantAll(microsoft, tenant)
  addGrant(microsoft.world, { tenantId: tenant, principalId: own.id, resourceId: 'later', appRoleId: null })
  const claims = (token: string) => readToken(microsoft.world, `Bearer ${token}`)
  t.same(claims(early)?.roles, [])
  t.ok(claims(late)?.roles.includes('Domain.ReadWrite.All'))
  t.notOk(claims(late)?.wids.includes('later'))
  const [header, , mark] = late.split('.')
  t.equal(claims(`${header}.${early.split('.')[1]}.${mark}`), null)
  microsoft.advance(3_600_000)
  t.equal(claims(late), null)
})

t.test('the v1 endpoint takes a resource and writes numbers as strings', async (t) => {
  const microsoft = await startMicrosoft(t)
  const form = { grant_type: 'client_credentials', resource: audiences.partnerCenter }
  const answer = await microsoft.login(partner.tenantId, form, 'oauth2/token')
  t.match(answer.body, { token_type: 'Bearer', expires_in: '3599', not_before: /^\d+$/ })
})

t.test('discovery names the endpoints under the listener, for a domain name too', async (t) => {
  const microsoft = await startMicrosoft(t)
  const answer = await microsoft.call('GET', '/sandboxproof.onmicrosoft.com/v2.0/.well-known/openid-configuration')
  t.equal(at(answer.body, 'token_endpoint'), `https://localhost:1/${proof.tenantId}/oauth2/v2.0/token`)
})

import t, { type Test } from 'tap'
import { sandboxCredentials } from '../../world/credentials.ts'
import { audiences, directoryRoles, resources } from '../state/names.ts'
import { newCustomer } from '../testing/customer.ts'
import { listAt, type Microsoft, startMicrosoft, textAt } from '../testing/start-microsoft.ts'

const { partner } = sandboxCredentials
const scope = 'Directory.ReadWrite.All,AppRoleAssignment.ReadWrite.All,RoleManagement.ReadWrite.Directory'

async function consent(microsoft: Microsoft, tenant: string, scopes = scope) {
  const token = await microsoft.token(partner.tenantId, audiences.partnerCenter, true)
  const applicationGrants = [{ enterpriseApplicationId: resources.graph, scope: scopes }]
  const body = { applicationId: partner.clientId, applicationGrants }
  await microsoft.call('POST', `/v1/customers/${tenant}/applicationconsents`, { token, body })
}

async function start(test: Test, scopes?: string) {
  const microsoft = await startMicrosoft(test)
  const tenant = await newCustomer(microsoft, 'acme1')
  await consent(microsoft, tenant, scopes)
  const token = await microsoft.token(tenant, audiences.graph, true)
  const principal = async (appId: string) => {
    const filter = encodeURIComponent(`appId eq '${appId}'`)
    const { body } = await microsoft.call('GET', `/v1.0/servicePrincipals?$filter=${filter}`, { token })
    return { id: textAt(body, 'value.0.id'), body }
  }
  return { microsoft, tenant, token, principal }
}

t.test('the consent lets a person grant the application its own roles, which a new token holds', async (t) => {
  const { microsoft, tenant, token, principal } = await start(t)
  const [own, graph, exchange] = [
    await principal(partner.clientId),
    await principal(resources.graph),
    await principal(resources.exchange),
  ]
  t.ok(listAt(graph.body, 'value.0.appRoles').length > 5)
  const before = await microsoft.token(tenant, audiences.graph)
  const assign = (resourceId: string, appRoleId: string) =>
    microsoft.call('POST', `/v1.0/servicePrincipals/${own.id}/appRoleAssignments`, {
      token,
      body: { principalId: own.id, resourceId, appRoleId },
    })
  const domains = '7e05723c-0bb0-42da-be95-ae9f08a6e53c'
  t.equal((await assign(graph.id, domains)).status, 201)
  t.match(await assign(graph.id, domains), { status: 400, body: { error: { message: /already exists/ } } })
  t.equal((await assign(exchange.id, domains)).status, 400, 'a role of another resource')
  t.equal((await assign(exchange.id, 'dc50a0fb-09a3-484d-be87-e023b12c6440')).status, 201)
  const held = await microsoft.call('GET', `/v1.0/servicePrincipals/${own.id}/appRoleAssignments`, { token })
  t.equal(listAt(held.body, 'value').length, 2)
  const list = async (bearer: string) => (await microsoft.call('GET', '/v1.0/domains', { token: bearer })).status
  t.equal(await list(before), 403)
  t.equal(await list(await microsoft.token(tenant, audiences.graph)), 200)
})

t.test('the administrator role is assigned once, and both it and the permission open Exchange', async (t) => {
  const { microsoft, tenant, token, principal } = await start(t)
  const own = await principal(partner.clientId)
  const exchange = await principal(resources.exchange)
  const invoke = async () => {
    const bearer = await microsoft.token(tenant, audiences.exchange)
    const body = { CmdletInput: { CmdletName: 'Get-OrganizationConfig', Parameters: {} } }
    return microsoft.call('POST', `/adminapi/beta/${tenant}/InvokeCommand`, { token: bearer, body })
  }
  t.equal((await invoke()).status, 403)
  const appRoleId = 'dc50a0fb-09a3-484d-be87-e023b12c6440'
  const permission = { principalId: own.id, resourceId: exchange.id, appRoleId }
  await microsoft.call('POST', `/v1.0/servicePrincipals/${own.id}/appRoleAssignments`, { token, body: permission })
  t.equal((await invoke()).status, 403)
  const role = { principalId: own.id, roleDefinitionId: directoryRoles.exchangeAdministrator, directoryScopeId: '/' }
  const path = '/v1.0/roleManagement/directory/roleAssignments'
  t.equal((await microsoft.call('POST', path, { token, body: role })).status, 201)
  t.match(await microsoft.call('POST', path, { token, body: role }), {
    status: 400,
    body: { error: { message: /conflicting object/ } },
  })
  t.match(await invoke(), { status: 200, body: { value: [{ DefaultMailboxRegion: 'CHE' }] } })
})

t.test('only what was consented to is allowed', async (t) => {
  const { microsoft, token, principal } = await start(t, 'Directory.Read.All')
  const own = await principal(partner.clientId)
  const refused = await microsoft.call('POST', `/v1.0/servicePrincipals/${own.id}/appRoleAssignments`, {
    token,
    body: {},
  })
  t.match(refused, { status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
})

t.test('before the relationship has spread Graph refuses, and an old token stays refused', async (t) => {
  const microsoft = await startMicrosoft(t)
  const tenant = await newCustomer(microsoft, 'early1')
  microsoft.setDelays({ preset: 'realistic' })
  microsoft.world.store.collection('waits').delete(`partner_relationship ${tenant}`)
  microsoft.world.waits.start('partner_relationship', tenant, tenant)
  await consent(microsoft, tenant)
  const early = await microsoft.token(tenant, audiences.graph, true)
  const read = async (token: string) => (await microsoft.call('GET', '/v1.0/servicePrincipals', { token })).status
  t.equal(await read(early), 403)
  microsoft.advance(3 * 60_000)
  t.equal(await read(early), 403)
  t.equal(await read(await microsoft.token(tenant, audiences.graph, true)), 200)
})

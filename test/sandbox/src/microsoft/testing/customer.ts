import { worldNameservers } from '../../dns/nameservers.ts'
import { putSet } from '../../dns/zones.ts'
import { sandboxCredentials } from '../../world/credentials.ts'
import { placeOrder } from '../partner-center/order-records.ts'
import { addGrant, addPrincipal } from '../state/grants.ts'
import { appRoles, audiences, directoryRoles, resources } from '../state/names.ts'
import { type Microsoft, textAt } from './start-microsoft.ts'

const { partner } = sandboxCredentials

export const customerBody = (prefix: string, address: object = {}) => ({
  CompanyProfile: { Domain: `${prefix}.onmicrosoft.com`, CompanyName: 'Acme' },
  BillingProfile: {
    Culture: 'de-CH',
    Email: 'ada@acme.example',
    Language: 'de',
    CompanyName: 'Acme',
    DefaultAddress: {
      FirstName: 'Ada',
      LastName: 'Sender',
      AddressLine1: 'Musterstrasse 1',
      City: 'Bern',
      PostalCode: '3000',
      Country: 'CH',
      PhoneNumber: '+41315550100',
      ...address,
    },
  },
})

/** A customer's tenant, straight from Partner Center. */
export async function newCustomer(microsoft: Microsoft, prefix: string): Promise<string> {
  const token = await microsoft.token(partner.tenantId, audiences.partnerCenter)
  const answer = await microsoft.call('POST', '/v1/customers', { token, body: customerBody(prefix) })
  return textAt(answer.body, 'id')
}

/** Gives the application what a provisioning gives it, and answers with its tokens. */
export async function grantAll(microsoft: Microsoft, tenantId: string) {
  const { world } = microsoft
  const own = addPrincipal(world, tenantId, partner.clientId)
  for (const resource of [resources.graph, resources.exchange]) {
    const resourceId = addPrincipal(world, tenantId, resource).id
    for (const role of appRoles[resource] ?? [])
      addGrant(world, { tenantId, principalId: own.id, resourceId, appRoleId: role.id })
  }
  addGrant(world, {
    tenantId,
    principalId: own.id,
    resourceId: directoryRoles.exchangeAdministrator,
    appRoleId: null,
  })
  return {
    graph: await microsoft.token(tenantId, audiences.graph),
    exchange: await microsoft.token(tenantId, audiences.exchange),
  }
}

/** Seats without an agreement or a cart. */
export function buySeats(microsoft: Microsoft, tenantId: string, quantity: number) {
  return placeOrder(microsoft.world, tenantId, [
    { id: 0, catalogItemId: 'x:y:z', quantity, billingCycle: 'monthly', termDuration: 'P1M' },
  ])
}

/** Records of a domain at some other DNS host, delegated to it. */
export function publish({ registry, hosts }: Microsoft, domain: string, records: [string, string, string[]][]) {
  registry.add(domain, 'other', worldNameservers.other, 1)
  if (!hosts.other.getZone(domain)) hosts.other.saveZone({ name: domain, kind: 'Native', account: '', soaEditApi: '' })
  for (const [name, type, values] of records) putSet(hosts.other, domain, name, type, 300, values)
}

/** A verified domain that takes mail; answers with its MX. */
export async function addVerifiedDomain(microsoft: Microsoft, token: string, domain: string): Promise<string> {
  const { call } = microsoft
  await call('POST', '/v1.0/domains', { token, body: { id: domain } })
  const proof = await call('GET', `/v1.0/domains/${domain}/verificationDnsRecords`, { token })
  publish(microsoft, domain, [[domain, 'TXT', [textAt(proof.body, 'value.0.text')]]])
  await call('POST', `/v1.0/domains/${domain}/verify`, { token })
  await call('PATCH', `/v1.0/domains/${domain}`, { token, body: { supportedServices: ['Email'] } })
  const wanted = await call('GET', `/v1.0/domains/${domain}/serviceConfigurationRecords`, { token })
  return textAt(wanted.body, 'value.0.mailExchange')
}

export const userBody = (address: string) => ({
  accountEnabled: true,
  displayName: 'Ada Sender',
  mailNickname: address.split('@')[0],
  userPrincipalName: address,
  usageLocation: 'CH',
  passwordProfile: { password: 'Str0ng!pass', forceChangePasswordNextSignIn: false },
})

const sku = '4b9405b0-7788-4568-add1-99614e613b69'
export const licenceBody = { addLicenses: [{ skuId: sku, disabledPlans: [] }], removeLicenses: [] }

/** A user with a licence; answers with its id. */
export async function addMailbox({ call }: Microsoft, token: string, address: string): Promise<string> {
  const made = await call('POST', '/v1.0/users', { token, body: userBody(address) })
  await call('POST', `/v1.0/users/${textAt(made.body, 'id')}/assignLicense`, { token, body: licenceBody })
  return textAt(made.body, 'id')
}

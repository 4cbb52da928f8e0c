import { z } from 'zod'
import { publishMailExchange } from '../../mail/zones.ts'
import { tenantDomains } from '../state/domain-list.ts'
import { findDomain, newDomain, removeDomain, saveDomain, type TenantDomain } from '../state/domains.ts'
import { claimDomain, releaseDomain, tenantOfDomain } from '../state/tenants.ts'
import { bodyOf, contextUrl, type GraphCall, type GraphRoute, noContent, ok, param, selected } from './call.ts'
import { serviceRecords, verificationRecords } from './domain-records.ts'
import { detachDomain, referencesTo } from './domain-references.ts'
import { graphErrors } from './errors.ts'

const read = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const write = ['Domain.ReadWrite.All']
const properties = [
  'authenticationType',
  'availabilityStatus',
  'isAdminManaged',
  'isDefault',
  'isInitial',
  'isRoot',
  'isVerified',
  'passwordNotificationWindowInDays',
  'passwordValidityPeriodInDays',
  'state',
  'supportedServices',
]

export const domainRoutes: GraphRoute[] = [
  { method: 'GET', path: '/domains', permissions: read, handle: listDomains },
  { method: 'POST', path: '/domains', permissions: write, handle: createDomain },
  { method: 'GET', path: '/domains/:domain', permissions: read, handle: (call) => ok(paint(call, requested(call))) },
  { method: 'PATCH', path: '/domains/:domain', permissions: write, handle: updateDomain },
  { method: 'DELETE', path: '/domains/:domain', permissions: write, handle: deleteDomain },
  { method: 'POST', path: '/domains/:domain/verify', permissions: write, handle: verifyDomain },
  { method: 'POST', path: '/domains/:domain/forceDelete', permissions: write, handle: forceDeleteDomain },
  {
    method: 'GET',
    path: '/domains/:domain/verificationDnsRecords',
    permissions: read,
    handle: (call) => records(call, 'verificationDnsRecords', verificationRecords(requested(call))),
  },
  {
    method: 'GET',
    path: '/domains/:domain/serviceConfigurationRecords',
    permissions: read,
    handle: (call) => records(call, 'serviceConfigurationRecords', serviceRecords(requested(call))),
  },
  {
    method: 'GET',
    path: '/domains/:domain/domainNameReferences',
    permissions: read,
    cost: 4,
    handle: (call) => ok({ value: referencesTo(call.world, requested(call)) }),
  },
]

function requested(call: GraphCall): TenantDomain {
  const name = param(call, 'domain').toLowerCase()
  const domain = tenantDomains(call.world, call.tenant).find((one) => one.name === name)
  if (!domain) throw graphErrors.notFound(name)
  return domain
}

const paint = (call: GraphCall, domain: TenantDomain) =>
  selected(
    call.query,
    {
      '@odata.context': contextUrl(call.world, 'domains/$entity'),
      authenticationType: 'Managed',
      availabilityStatus: null,
      id: domain.name,
      isAdminManaged: true,
      isDefault: domain.isDefault,
      isInitial: domain.isInitial,
      isRoot: true,
      isVerified: domain.isVerified,
      supportedServices: domain.supportedServices,
      passwordValidityPeriodInDays: 2_147_483_647,
      passwordNotificationWindowInDays: 14,
      state: null,
    },
    properties,
  )

const records = (call: GraphCall, name: string, value: object[]) =>
  ok({ '@odata.context': contextUrl(call.world, `domains('${param(call, 'domain')}')/${name}`), value })

function listDomains(call: GraphCall) {
  const value = tenantDomains(call.world, call.tenant).map((domain) => paint(call, domain))
  return ok({ '@odata.context': contextUrl(call.world, 'domains'), value })
}

const namePattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

function createDomain(call: GraphCall) {
  const { id } = bodyOf(z.strictObject({ id: z.string() }), call)
  const name = id.toLowerCase()
  if (!namePattern.test(name) || name.endsWith('.onmicrosoft.com'))
    throw graphErrors.invalidValue('id', `The domain name '${id}' is not valid.`)
  if (findDomain(call.world, call.tenant.id, name))
    throw graphErrors.badRequest(`A domain with the name '${name}' already exists.`, [
      { code: 'ObjectConflict', target: 'id' },
    ])
  const domain = newDomain(call.tenant.id, name)
  saveDomain(call.world, domain)
  return { status: 201, body: paint(call, domain) }
}

/** Whether the record that proves ownership is seen from outside, in either of its two forms. */
function isProofVisible({ world }: GraphCall, { name, verificationCode }: TenantDomain) {
  const texts = world.zones.resolve(name, 'TXT')
  const exchanges = world.zones.resolve(name, 'MX').map((value) => value.split(/\s+/)[1]?.replace(/\.$/, ''))
  return texts.includes(`MS=${verificationCode}`) || exchanges.includes(`${verificationCode}.msv1.invalid`)
}

const verificationFailed = (reason: string) =>
  graphErrors.badRequest(`Domain verification failed with the following error: ${reason}`)

function verifyDomain(call: GraphCall) {
  const domain = requested(call)
  const { world, tenant } = call
  if (domain.isVerified) throw graphErrors.badRequest('Domain is already verified.')
  if (!isProofVisible(call, domain))
    throw verificationFailed(
      `'The TXT or MX record for domain ${domain.name} was not found. DNS changes can take up to 72 hours.'`,
    )
  const owner = tenantOfDomain(world, domain.name)
  if (owner !== undefined && owner !== tenant.id)
    throw verificationFailed(
      `'Unable to verify this domain because it is used elsewhere in Office 365: ${domain.name}.'`,
    )
  world.waits.start('domain_verification', `${tenant.id}/${domain.name}`, domain.name)
  if (!world.waits.isOver('domain_verification', `${tenant.id}/${domain.name}`))
    throw verificationFailed(`'The DNS record for domain ${domain.name} has not spread yet.'`)
  const verified = { ...domain, isVerified: true }
  saveDomain(world, verified)
  claimDomain(world, domain.name, tenant.id)
  world.waits.start('accepted_domain', `${tenant.id}/${domain.name}`, domain.name)
  return ok(paint(call, verified))
}

const Change = z.strictObject({
  isDefault: z.literal(true).optional(),
  supportedServices: z.array(z.enum(['Email', 'OfficeCommunicationsOnline', 'Yammer'])).optional(),
})

function updateDomain(call: GraphCall) {
  const domain = requested(call)
  const change = bodyOf(Change, call)
  if (!domain.isVerified) throw graphErrors.badRequest('Only a verified domain can be updated.')
  if (change.isDefault) for (const other of tenantDomains(call.world, call.tenant)) unsetDefault(call, other)
  saveDomain(call.world, { ...domain, ...change })
  if (change.supportedServices?.includes('Email')) publishMailExchange(call.world, domain.mailExchange)
  return noContent
}

const unsetDefault = (call: GraphCall, domain: TenantDomain) =>
  domain.isDefault ? saveDomain(call.world, { ...domain, isDefault: false }) : undefined

function remove(call: GraphCall, domain: TenantDomain) {
  removeDomain(call.world, domain)
  if (domain.isVerified) releaseDomain(call.world, domain.name)
  return noContent
}

function removable(call: GraphCall): TenantDomain {
  const domain = requested(call)
  if (domain.isInitial || domain.isDefault)
    throw graphErrors.badRequest('The initial or default domain of a tenant cannot be deleted.')
  return domain
}

function deleteDomain(call: GraphCall) {
  const domain = removable(call)
  if (referencesTo(call.world, domain).length > 0)
    throw graphErrors.badRequest(`The domain '${domain.name}' cannot be deleted: objects refer to it.`, [
      { code: 'ReferencedByObjects', target: 'id' },
    ])
  return remove(call, domain)
}

function forceDeleteDomain(call: GraphCall) {
  const domain = removable(call)
  const { disableUserAccounts } = bodyOf(z.object({ disableUserAccounts: z.boolean().default(false) }), call)
  detachDomain(call.world, call.tenant, domain, disableUserAccounts)
  return remove(call, domain)
}

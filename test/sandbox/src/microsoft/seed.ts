import { publishInitialDomain, publishMailExchange, publishMicrosoft } from '../mail/zones.ts'
import { sandboxCredentials } from '../world/credentials.ts'
import type { World } from '../world/world.ts'
import { newDomain, randomLetter, saveDomain } from './state/domains.ts'
import { addGrant, addPrincipal } from './state/grants.ts'
import { appRoles, exchangeSku, resources } from './state/names.ts'
import { claimDomain, findTenant, saveTenant } from './state/tenants.ts'
import { domainOf, saveUser } from './state/users.ts'

const { partner, proof } = sandboxCredentials

/** Before a vendor's answer the world holds what was there before it: after a start, and after a reset. */
export const onSeededWorld = (world: World) => (_request: unknown, _reply: unknown, done: () => void) => {
  seed(world)
  done()
}

/** The proof mailbox's tenant is written last, so that an interrupted seed is done again. */
export function seed(world: World) {
  if (findTenant(world, proof.tenantId)) return
  publishMicrosoft(world)
  addTenant(world, partner.tenantId, 'sandboxpartner', 'Sandbox Partner')
  addProofMailbox(world)
  addTenant(world, proof.tenantId, 'sandboxproof', 'Sandbox Proof')
}

function addTenant(world: World, id: string, prefix: string, displayName: string) {
  addPrincipal(world, id, resources.graph)
  addPrincipal(world, id, resources.exchange)
  addPrincipal(world, id, partner.clientId)
  publishInitialDomain(world, prefix)
  saveTenant(world, {
    id,
    prefix,
    initialDomain: `${prefix}.onmicrosoft.com`,
    displayName,
    country: 'US',
    createdAt: world.now(),
    dkimLetter: randomLetter(),
    isCustomer: false,
  })
}

/** A mailbox that has long been there, and that the operator's application may read. */
function addProofMailbox(world: World) {
  const name = domainOf(proof.mailbox)
  const domain = { ...newDomain(proof.tenantId, name), isVerified: true, isDefault: true, supportedServices: ['Email'] }
  saveDomain(world, domain)
  claimDomain(world, name, proof.tenantId)
  publishMailExchange(world, domain.mailExchange)
  world.zones.publish(name, 'MX', 3600, [`0 ${domain.mailExchange}`])
  world.zones.publish(name, 'TXT', 3600, ['v=spf1 include:spf.protection.outlook.com -all'])
  saveUser(world, {
    id: '8f0c1f0e-6d0a-4c52-9a5b-2f4f6a1c0004',
    tenantId: proof.tenantId,
    userPrincipalName: proof.mailbox,
    mailNickname: 'proof',
    displayName: 'Proof',
    givenName: null,
    surname: null,
    jobTitle: null,
    usageLocation: 'US',
    accountEnabled: true,
    licences: [exchangeSku.skuId],
    createdAt: world.now(),
    deletedAt: null,
    isSettled: true,
  })
  grantMail(world)
}

function grantMail(world: World) {
  const application = addPrincipal(world, proof.tenantId, partner.clientId)
  const graph = addPrincipal(world, proof.tenantId, resources.graph)
  const wanted = ['Mail.Read', 'Mail.ReadWrite', 'Mail.Send', 'User.Read.All']
  for (const role of appRoles[resources.graph]?.filter(({ value }) => wanted.includes(value)) ?? [])
    addGrant(world, { tenantId: proof.tenantId, principalId: application.id, resourceId: graph.id, appRoleId: role.id })
}

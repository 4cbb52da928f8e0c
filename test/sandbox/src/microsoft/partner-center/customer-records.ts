import { randomBytes } from 'node:crypto'
import { publishInitialDomain } from '../../mail/zones.ts'
import type { World } from '../../world/world.ts'
import { randomLetter } from '../state/domains.ts'
import { addPrincipal } from '../state/grants.ts'
import { resources } from '../state/names.ts'
import { saveTenant } from '../state/tenants.ts'
import type { Address } from './addresses.ts'
import { partnerErrors } from './errors.ts'

export interface Customer {
  id: string
  commerceId: string
  domain: string
  companyName: string
  billing: {
    id: string
    email: string
    culture: string
    language: string
    companyName: string
    defaultAddress: Address
  }
  relationship: 'reseller' | 'none'
  etag: string
}

export const customers = (world: World) => world.store.collection<Customer>('customers')

/** A tenant that is still being made is not shown yet. */
export const isMade = (world: World, customer: Customer) => world.waits.isOver('tenant_creation', customer.id)

export function customerById(world: World, id: string): Customer {
  const customer = customers(world).get(id.toLowerCase())
  if (!customer || !isMade(world, customer)) throw partnerErrors.noTenant(id)
  return customer
}

/** For whatever is sold: the relationship must still stand. */
export function sellableCustomer(world: World, id: string): Customer {
  const customer = customerById(world, id)
  if (customer.relationship === 'none') throw partnerErrors.noCommerceRelationship(id)
  return customer
}

export function addCustomer(world: World, customer: Customer) {
  const prefix = customer.domain.replace(/\.onmicrosoft\.com$/, '')
  saveTenant(world, {
    id: customer.id,
    prefix,
    initialDomain: customer.domain,
    displayName: customer.companyName,
    country: customer.billing.defaultAddress.country.toUpperCase(),
    createdAt: world.now(),
    dkimLetter: randomLetter(),
    isCustomer: true,
  })
  addPrincipal(world, customer.id, resources.graph)
  addPrincipal(world, customer.id, resources.exchange)
  customers(world).set(customer.id, customer)
  publishInitialDomain(world, prefix)
  world.waits.start('tenant_creation', customer.id, customer.id)
  world.waits.start('partner_relationship', customer.id, customer.id)
  world.counters.add('tenants', prefix)
}

/** Three classes of characters, as the real once-shown password has. */
export const newPassword = () => `Sb${randomBytes(9).toString('base64url')}7!`

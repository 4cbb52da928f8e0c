import { randomUUID } from 'node:crypto'
import { publishInitialDomain } from '../mail/zones.ts'
import type { World } from '../world/world.ts'
import { randomLetter } from './state/domains.ts'
import { claimDomain, saveTenant } from './state/tenants.ts'

/** Another organisation has verified this domain in its own tenant. */
export const occupyDomain = (world: World, domain: string) => claimDomain(world, domain, 'another-organisation')

/** Another organisation has taken `<prefix>.onmicrosoft.com`. */
export function occupyPrefix(world: World, prefix: string) {
  publishInitialDomain(world, prefix)
  saveTenant(world, {
    id: randomUUID(),
    prefix,
    initialDomain: `${prefix}.onmicrosoft.com`,
    displayName: 'Another organisation',
    country: 'US',
    createdAt: world.now(),
    dkimLetter: randomLetter(),
    isCustomer: false,
  })
}

/** 800069 risk check failed, 800073 and 800074 under review, 800075 not approved: a person has to look. */
export type ReviewCode = 800069 | 800073 | 800074 | 800075
const reviews = (world: World) => world.store.collection<{ code: ReviewCode | null }>('customer_reviews')

/** Null ends the review. */
export const reviewCustomer = (world: World, tenantId: string, code: ReviewCode | null) =>
  reviews(world).set(tenantId, { code })
export const reviewOf = (world: World, tenantId: string) => reviews(world).get(tenantId)?.code ?? null

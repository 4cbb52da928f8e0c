import { boughtSeats } from '../microsoft/state/seats.ts'
import type { Tenant } from '../microsoft/state/tenants.ts'
import type { World } from '../world/world.ts'

interface Sent {
  at: number
  recipients: number
  isInitialDomain: boolean
}

const dayMs = 86_400_000
const sent = (world: World) => world.store.collection<Sent[]>('external_recipients')

const recent = (world: World, tenantId: string) =>
  (sent(world).get(tenantId) ?? []).filter((one) => one.at > world.now() - dayMs)

export const externalRecipients = (world: World, tenantId: string, isInitialDomain?: boolean) =>
  recent(world, tenantId)
    .filter((one) => isInitialDomain === undefined || one.isInitialDomain === isInitialDomain)
    .reduce((sum, one) => sum + one.recipients, 0)

/** Tenant external recipient rate limit, per sliding 24 hours (Exchange team, February 2025). */
export function tenantLimit(world: World, tenantId: string): number {
  const licences = boughtSeats(world, tenantId).enabled
  return licences === 0 ? 5_000 : Math.round(500 * licences ** 0.7 + 9_500)
}

const initialDomainLimit = 100

/** The reason why one more recipient outside the tenant is refused, or null; counts it where it is not. */
export function countExternal(world: World, tenant: Tenant, from: string): { code: string; text: string } | null {
  const isInitialDomain = from.toLowerCase().endsWith(`@${tenant.initialDomain}`)
  if (isInitialDomain && externalRecipients(world, tenant.id, true) >= initialDomainLimit)
    return {
      code: '5.7.236',
      text: '550 5.7.236 Message rejected: limit for mail from the onmicrosoft.com domain exceeded.',
    }
  if (externalRecipients(world, tenant.id) >= tenantLimit(world, tenant.id)) return limitReached(world, tenant)
  const entry = { at: world.now(), recipients: 1, isInitialDomain }
  sent(world).set(tenant.id, [...recent(world, tenant.id), entry])
  return null
}

/** A tenant that has bought nothing counts as a trial. */
function limitReached(world: World, tenant: Tenant) {
  const code = boughtSeats(world, tenant.id).enabled === 0 ? '5.7.232' : '5.7.233'
  return {
    code,
    text: `550 ${code} Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients.`,
  }
}

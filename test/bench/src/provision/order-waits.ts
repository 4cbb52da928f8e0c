import type { WorldWait } from '@coldframe/e2e'

/** A verification names both, the tenant and the domain. */
const VERIFICATION = 'domain_verification'

export function tenantOf(waits: WorldWait[], domainName: string): string | null {
  const verification = waits.find(({ kind, group }) => kind === VERIFICATION && group === domainName)
  return verification?.subject.split('/')[0] ?? null
}

/** The waits of one order: those of its domain and of the tenant in which it was verified. */
export function waitsOfOrder(waits: WorldWait[], domainName: string): WorldWait[] {
  const tenant = tenantOf(waits, domainName)
  return waits.filter(({ group }) => group === domainName || group === tenant)
}

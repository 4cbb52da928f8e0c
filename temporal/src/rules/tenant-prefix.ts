/** Microsoft allows 27 letters and digits in front of `.onmicrosoft.com`. */
const LONGEST = 27
const ID_PART = 8

/** First label of the tenant's initial domain: readable, and the domain's own id makes it one of a kind, on every retry the same. */
export function tenantPrefix(domainName: string, domainId: string): string {
  const label = (domainName.split('.')[0] ?? '').replace(/[^a-z0-9]/g, '').slice(0, LONGEST - ID_PART)
  return `${label}${domainId.slice(-ID_PART)}`
}

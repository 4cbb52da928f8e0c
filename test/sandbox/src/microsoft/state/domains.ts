import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { World } from '../../world/world.ts'

export interface TenantDomain {
  name: string
  tenantId: string
  verificationCode: string
  /** Host that takes the domain's mail; nobody can compute it from the name. */
  mailExchange: string
  isVerified: boolean
  isDefault: boolean
  isInitial: boolean
  supportedServices: string[]
}

const domains = (world: World) => world.store.collection<TenantDomain>('tenant_domains')
const key = (tenantId: string, name: string) => `${tenantId}/${name.toLowerCase()}`

export const findDomain = (world: World, tenantId: string, name: string) => domains(world).get(key(tenantId, name))
export const saveDomain = (world: World, domain: TenantDomain) =>
  domains(world).set(key(domain.tenantId, domain.name), domain)
export const removeDomain = (world: World, domain: TenantDomain) =>
  domains(world).delete(key(domain.tenantId, domain.name))
export const domainsOf = (world: World, tenantId: string) =>
  [...domains(world).values()].filter((domain) => domain.tenantId === tenantId)

const letters = 'denrswy'
export const randomLetter = () => letters.charAt(randomInt(letters.length))

/** `a-b.com` becomes `a-b-com`; a long name is cut and gets a hash, as Microsoft's labels do. */
function mailLabel(name: string): string {
  const label = name.replaceAll('.', '-')
  if (label.length <= 40) return label
  return `${label.slice(0, 34)}${createHash('sha256').update(randomBytes(8)).digest('hex').slice(0, 6)}`
}

export function newDomain(tenantId: string, name: string): TenantDomain {
  return {
    name,
    tenantId,
    verificationCode: `ms${randomInt(10_000_000, 99_999_999)}`,
    mailExchange: `${mailLabel(name)}.${randomLetter()}-v1.mx.microsoft`,
    isVerified: false,
    isDefault: false,
    isInitial: false,
    supportedServices: [],
  }
}

import { createHash, randomBytes } from 'node:crypto'
import { type DkimKey, newDkimKey } from '../../mail/keys.ts'
import { publishDkimKey } from '../../mail/zones.ts'
import type { World } from '../../world/world.ts'
import { domainsOf } from '../state/domains.ts'
import type { Tenant } from '../state/tenants.ts'

export type Selector = 'selector1' | 'selector2'
export interface DkimConfig {
  tenantId: string
  domain: string
  isEnabled: boolean
  keys: Record<Selector, DkimKey>
  targets: Record<Selector, string>
  activeBefore: Selector
  activeAfter: Selector
  /** From this moment on `activeAfter` signs. */
  rotateOn: number
  createdAt: number
  checkedAt: number
  canonicalization: string
}

const configs = (world: World) => world.store.collection<DkimConfig>('dkim_configs')
const key = (tenantId: string, domain: string) => `${tenantId}/${domain.toLowerCase()}`

export function findConfig(world: World, tenantId: string, domain: string) {
  const config = configs(world).get(key(tenantId, domain))
  return config && settled(world, config)
}

export const configsOf = (world: World, tenantId: string) =>
  [...configs(world).values()].filter((config) => config.tenantId === tenantId).map((one) => settled(world, one))

/** Once a rotation is over, the key that signed before is withdrawn. */
function settled(world: World, config: DkimConfig): DkimConfig {
  if (config.activeBefore === config.activeAfter || world.now() < config.rotateOn) return config
  const done = { ...config, activeBefore: config.activeAfter }
  saveConfig(world, done)
  publishKeys(world, done)
  return done
}

export const saveConfig = (world: World, config: DkimConfig) =>
  configs(world).set(key(config.tenantId, config.domain), config)

export const activeSelector = (world: World, config: DkimConfig) =>
  world.now() >= config.rotateOn ? config.activeAfter : config.activeBefore
export const otherSelector = (selector: Selector): Selector => (selector === 'selector1' ? 'selector2' : 'selector1')

/** The long name of a domain, or one below another, gets a few characters that nobody can guess. */
function domainLabel(domain: string): string {
  const label = domain.replaceAll('.', '-')
  const isPlain = label.length <= 30 && domain.split('.').length === 2
  return isPlain
    ? label
    : `${label.slice(0, 45)}0${createHash('sha256').update(randomBytes(8)).digest('hex').slice(0, 4)}`
}

/** Makes the keys; whether they are used is another matter. */
export async function createConfig(
  world: World,
  tenant: Tenant,
  domain: string,
  bits: number,
  canonicalization: string,
) {
  const [selector1, selector2] = await Promise.all([newDkimKey(bits), newDkimKey(bits)])
  const existing = findConfig(world, tenant.id, domain)
  if (existing) return 'exists'
  const label = domainLabel(domain)
  const target = (selector: Selector) =>
    `${selector}-${label}._domainkey.${tenant.prefix}.${tenant.dkimLetter}-v1.dkim.mail.microsoft`
  const config: DkimConfig = {
    tenantId: tenant.id,
    domain,
    isEnabled: false,
    keys: { selector1, selector2 },
    targets: { selector1: target('selector1'), selector2: target('selector2') },
    activeBefore: 'selector1',
    activeAfter: 'selector1',
    rotateOn: world.now(),
    createdAt: world.now(),
    checkedAt: world.now(),
    canonicalization,
  }
  saveConfig(world, config)
  world.counters.add('dkim_configs', domain)
  return config
}

/** Only the key that signs is shown, and the one that is about to. */
export function publishKeys(world: World, config: DkimConfig) {
  const shown = new Set<Selector>(config.isEnabled ? [activeSelector(world, config), config.activeAfter] : [])
  for (const selector of ['selector1', 'selector2'] as const) {
    if (shown.has(selector)) publishDkimKey(world, config.targets[selector], config.keys[selector].publicKey)
    else world.zones.withdraw(config.targets[selector], 'TXT')
  }
}

/** What a message from this domain is signed with, or null where the domain does not sign yet. */
export function activeKey(world: World, tenantId: string, domain: string) {
  const config = findConfig(world, tenantId, domain)
  const isOwned = domainsOf(world, tenantId).some((one) => one.name === domain && one.isVerified)
  if (!config?.isEnabled || !isOwned) return null
  const selector = activeSelector(world, config)
  return { signingDomain: config.domain, selector, privateKey: config.keys[selector].privateKey }
}

import { z } from 'zod'
import { newDkimKey } from '../../mail/keys.ts'
import { acceptedDomains } from './accepted-domains.ts'
import { type Cmdlet, type CmdletCall, flag, parametersOf } from './cmdlet.ts'
import {
  activeSelector,
  configsOf,
  createConfig,
  type DkimConfig,
  findConfig,
  otherSelector,
  publishKeys,
  type Selector,
  saveConfig,
} from './dkim-configs.ts'
import { cmdletErrors } from './errors.ts'

const Identity = z.object({ identity: z.string() })
const rotationMs = 96 * 3_600_000

const NewConfig = z.object({
  domainname: z.string().toLowerCase(),
  enabled: flag,
  keysize: z.coerce.number().default(1024),
  bodycanonicalization: z.enum(['Relaxed', 'Simple']).default('Relaxed'),
  headercanonicalization: z.enum(['Relaxed', 'Simple']).default('Relaxed'),
})

function checkKeySize(bits: number) {
  if (bits !== 1024 && bits !== 2048) throw cmdletErrors.validation('The key size has to be 1024 or 2048.')
}

/** An identity that nobody knows answers with everything there is. */
export const getDkimSigningConfig: Cmdlet = (call) => {
  const { identity } = parametersOf(z.object({ identity: z.string().optional() }), call)
  const all = configsOf(call.world, call.tenant.id)
  const one = all.filter((config) => config.domain === identity?.toLowerCase())
  return (one.length > 0 ? one : all).map((config) => view(call, config))
}

export const newDkimSigningConfig: Cmdlet = async (call) => {
  const { domainname, enabled, keysize, bodycanonicalization, headercanonicalization } = parametersOf(NewConfig, call)
  checkKeySize(keysize)
  const isAccepted = acceptedDomains(call.world, call.tenant).some((domain) => domain.name === domainname)
  if (!isAccepted) throw cmdletErrors.notFound(domainname)
  if (findConfig(call.world, call.tenant.id, domainname)) throw cmdletErrors.exists(domainname)
  const canonicalization = `${headercanonicalization}/${bodycanonicalization}`.toLowerCase()
  const config = await createConfig(call.world, call.tenant, domainname, keysize, canonicalization)
  if (config === 'exists') throw cmdletErrors.exists(domainname)
  if (enabled) enable(call, config)
  return [view(call, config)]
}

const Change = Identity.extend({ enabled: flag.optional(), publishtxtrecords: flag.optional() })

export const setDkimSigningConfig: Cmdlet = (call) => {
  const { enabled } = parametersOf(Change, call)
  const config = requested(call)
  if (enabled === true && !config.isEnabled) enable(call, config)
  if (enabled === false) save(call, { ...config, isEnabled: false })
  return []
}

/** New keys for the selector that does not sign; it takes over four days later. */
export const rotateDkimSigningConfig: Cmdlet = async (call) => {
  const { keysize } = parametersOf(Identity.extend({ keysize: z.coerce.number().default(1024) }), call)
  checkKeySize(keysize)
  const config = requested(call)
  if (!config.isEnabled) throw cmdletErrors.validation(`DKIM is not enabled for the domain ${config.domain}.`)
  if (call.world.now() < config.rotateOn) throw cmdletErrors.validation('A rotation of the keys is already under way.')
  const active = activeSelector(call.world, config)
  const next = otherSelector(active)
  const keys = { ...config.keys, [next]: await newDkimKey(keysize) }
  save(call, { ...config, keys, activeBefore: active, activeAfter: next, rotateOn: call.world.now() + rotationMs })
  return []
}

function requested(call: CmdletCall): DkimConfig {
  const { identity } = parametersOf(Identity, call)
  const config = findConfig(call.world, call.tenant.id, identity)
  if (!config) throw cmdletErrors.notFound(identity)
  return config
}

function save(call: CmdletCall, config: DkimConfig) {
  saveConfig(call.world, config)
  publishKeys(call.world, config)
}

const recordName = (selector: Selector, config: DkimConfig) => `${selector}._domainkey.${config.domain}`

function isCnameVisible({ world }: CmdletCall, config: DkimConfig, selector: Selector) {
  const [target] = world.zones.resolve(recordName(selector, config), 'CNAME')
  return target?.replace(/\.$/, '').toLowerCase() === config.targets[selector].toLowerCase()
}

/** Works once both CNAMEs are seen from outside, and the mail system has had time to see them. */
function enable(call: CmdletCall, config: DkimConfig) {
  const { world, tenant } = call
  const subject = `${tenant.id}/${config.domain}`
  const areVisible = isCnameVisible(call, config, 'selector1') && isCnameVisible(call, config, 'selector2')
  if (areVisible) world.waits.start('dkim_sync', subject, config.domain)
  const checked = { ...config, checkedAt: world.now() }
  saveConfig(world, checked)
  if (!areVisible || !world.waits.isOver('dkim_sync', subject)) throw cmdletErrors.validation(missingCnames(config))
  save(call, { ...checked, isEnabled: true })
}

const missingCnames = (config: DkimConfig) =>
  [
    'CNAME record does not exist for this config. Please publish the following two CNAME records first.',
    `Domain Name : ${config.domain}`,
    `Host Name : selector1._domainkey Points to address or value: ${config.targets.selector1}`,
    `Host Name : selector2._domainkey Points to address or value: ${config.targets.selector2}.`,
    'If you have already published the CNAME records, sync will take a few minutes to as many as 4 days based on your specific DNS. Return and retry this step later.',
  ].join(' ')

const date = (milliseconds: number) => new Date(milliseconds).toISOString()

function view({ tenant }: CmdletCall, config: DkimConfig) {
  const [header = 'relaxed', body = 'relaxed'] = config.canonicalization.split('/')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  return {
    '@odata.type': '#Exchange.DkimSigningConfig',
    Identity: config.domain,
    Id: config.domain,
    Name: config.domain,
    Domain: config.domain,
    AdminDisplayName: '',
    Enabled: config.isEnabled,
    Status: config.isEnabled ? 'Valid' : 'CnameMissing',
    IsValid: true,
    LastChecked: date(config.checkedAt),
    Algorithm: 'RsaSHA256',
    HeaderCanonicalization: capital(header),
    BodyCanonicalization: capital(body),
    IncludeSignatureCreationTime: true,
    IncludeKeyExpiration: false,
    Selector1CNAME: config.targets.selector1,
    Selector2CNAME: config.targets.selector2,
    Selector1KeySize: config.keys.selector1.bits,
    Selector2KeySize: config.keys.selector2.bits,
    Selector1PublicKey: `v=DKIM1; k=rsa; p=${config.keys.selector1.publicKey};`,
    Selector2PublicKey: `v=DKIM1; k=rsa; p=${config.keys.selector2.publicKey};`,
    KeyCreationTime: date(config.createdAt),
    RotateOnDate: date(config.rotateOn),
    SelectorBeforeRotateOnDate: config.activeBefore,
    SelectorAfterRotateOnDate: config.activeAfter,
    OrganizationId: tenant.initialDomain,
  }
}

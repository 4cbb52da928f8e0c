import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { activeKey } from '../microsoft/exchange/dkim-configs.ts'
import type { Tenant } from '../microsoft/state/tenants.ts'
import { domainOf } from '../microsoft/state/users.ts'
import type { World } from '../world/world.ts'
import { type DkimKey, newDkimKey } from './keys.ts'
import { publishDkimKey } from './zones.ts'

const headerList = ['From', 'Date', 'Subject', 'Message-ID', 'Content-Type', 'MIME-Version']

/** With the domain's own key once DKIM is on for it, until then with that of the tenant's initial domain. */
export async function signMessage(world: World, tenant: Tenant, from: string, raw: Buffer): Promise<Buffer> {
  const signer = activeKey(world, tenant.id, domainOf(from)) ?? (await initialDomainKey(world, tenant))
  const { signatures, errors } = await dkimSign(raw, {
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    signTime: new Date(world.now()),
    ...signer,
    signatureData: [{ ...signer, headerList }],
  })
  if (errors?.length) throw new Error(`DKIM signature for ${signer.signingDomain} failed`)
  return Buffer.concat([Buffer.from(signatures), raw])
}

async function initialDomainKey(world: World, tenant: Tenant) {
  const keys = world.store.collection<DkimKey>('initial_domain_keys')
  const selector = `selector2-${tenant.prefix}-onmicrosoft-com`
  const fresh = keys.get(tenant.id) ? null : await newDkimKey(2048)
  // Of two messages that needed a key at the same time, the first one's is kept.
  const key = keys.get(tenant.id) ?? fresh
  if (!key) throw new Error(`The tenant ${tenant.id} is gone`)
  if (key === fresh) {
    keys.set(tenant.id, key)
    publishDkimKey(world, `${selector}._domainkey.${tenant.initialDomain}`, key.publicKey)
  }
  return { signingDomain: tenant.initialDomain, selector, privateKey: key.privateKey }
}

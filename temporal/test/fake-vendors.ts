import { ProviderError, type ProviderErrorKind } from '../src/providers/errors.ts'
import type { MailboxOutcome, MailboxProvider, WantedRecord } from '../src/providers/mailbox/mailbox-provider.ts'
import type { Vendors } from '../src/providers/providers.ts'
import { createPostOffice } from './post-office.ts'

export const failure = (kind: ProviderErrorKind, message: string = kind, requestId?: string) =>
  new ProviderError({ provider: 'fake', kind, message, requestId })

const record = (purpose: WantedRecord['purpose'], type: WantedRecord['type'], name: string, value: string) => ({
  purpose,
  type,
  name,
  value,
  ttlSeconds: 300,
})

/** A world of plain maps behind the vendors' interfaces; a test may replace single calls, and reads what was bought. */
export function createFakeVendors() {
  const bought: string[] = []
  const owned = new Set<string>()
  const tenants = new Map<string, string>()
  const carts = new Map<string, number>()
  const zone = new Map<string, { type: string; values: string[] }>()
  let delegatedTo: string[] = []

  const all = (mailboxes: { address: string; externalId?: string }[]): MailboxOutcome[] =>
    mailboxes.map(({ address, externalId }) => ({ address, ok: true, externalId: externalId ?? `user-${address}` }))

  const mailbox: MailboxProvider = {
    findTenant: async (prefix) => {
      const tenantId = tenants.get(prefix)
      return tenantId ? { tenantId, initialDomain: `${prefix}.onmicrosoft.com`, country: 'DE' } : null
    },
    createTenant: async ({ prefix, requestId }) => {
      const known = tenants.get(prefix)
      if (known && known !== requestId) throw failure('conflict', 'The prefix is taken', 'answered')
      if (!known) bought.push(`tenant ${prefix}`)
      tenants.set(prefix, requestId)
      const admin = { userName: 'admin', password: 'shown-once' }
      return { tenantId: requestId, initialDomain: `${prefix}.onmicrosoft.com`, country: 'DE', admin }
    },
    acceptAgreement: async () => {},
    authorizeTenant: async () => {},
    findLicences: async () => {
      const [order] = [...carts.entries()].filter(([id]) => bought.includes(`order ${id}`))
      if (!order) return null
      const [orderId, quantity] = order
      return { subscriptionId: 'sub-1', orderId, quantity, status: 'active', autoRenew: true, termEndsAt: null }
    },
    prepareLicenceOrder: async (_, quantity) => {
      const cartId = `cart-${carts.size + 1}`
      carts.set(cartId, quantity)
      return { cartId, expiresAt: new Date(Date.now() + 900_000) }
    },
    placeLicenceOrder: async (_, cartId) => {
      if (!bought.includes(`order ${cartId}`)) bought.push(`order ${cartId}`)
      return { orderId: cartId }
    },
    setLicenceQuantity: async (_tenant, _subscription, quantity) => {
      for (const id of carts.keys()) carts.set(id, quantity)
    },
    stopLicenceRenewal: async () => ({ endsAt: new Date('2026-12-31T00:00:00Z') }),
    addDomain: async () => {},
    verificationRecord: async (_, domain) => record('verification', 'TXT', domain, 'MS=ms1'),
    verifyDomain: async () => {},
    mailRecords: async (_, domain) => [record('mx', 'MX', domain, '0 mx.example')],
    prepareDkim: async (_, domain) => [record('dkim', 'CNAME', `selector1._domainkey.${domain}`, 'key.example')],
    enableDkim: async () => {},
    mailRegion: async () => 'EUR',
    createMailboxes: async (_, mailboxes) => all(mailboxes),
    licenseMailboxes: async (_, mailboxes) => all(mailboxes),
    checkMailboxes: async (_, mailboxes) => all(mailboxes),
    renameMailbox: async () => {},
    deleteMailboxes: async (_, mailboxes) => all(mailboxes),
    sendMail: async () => {},
    openCarrier: (_, externalId) => createPostOffice().open(externalId),
    readDeliveryReports: async () => ({ reports: [], failure: null }),
  }

  const vendors: Vendors = {
    mailbox,
    registrar: {
      isAvailable: async (name) => !owned.has(name),
      findOwned: async (name) =>
        owned.has(name)
          ? { name, expiresAt: new Date('2027-01-01T00:00:00Z'), autoRenew: true, nameservers: delegatedTo }
          : null,
      findRegistration: async (name) => (owned.has(name) ? { operationId: `reg-${name}` } : null),
      register: async (name) => {
        bought.push(`registration ${name}`)
        owned.add(name)
        return { operationId: `reg-${name}` }
      },
      registrationStatus: async () => ({ status: 'succeeded', reason: null }),
      setNameservers: async (_, nameservers) => {
        delegatedTo = nameservers
      },
      stopRenewal: async () => ({ expiresAt: new Date('2027-01-01T00:00:00Z') }),
    },
    dns: {
      ensureZone: async () => ({ nameservers: ['ns1.example', 'ns2.example'] }),
      listRecordSets: async () =>
        [...zone].map(([key, { type, values }]) => ({
          name: key.split(' ')[0] ?? '',
          type,
          values,
          ttlSeconds: 300,
          owner: 'coldframe',
        })),
      applyChanges: async (_, changes) => {
        for (const { name, type, values } of changes) {
          if (values.length === 0) zone.delete(`${name} ${type}`)
          else zone.set(`${name} ${type}`, { type, values })
        }
      },
    },
    lookup: {
      findNameservers: async () => delegatedTo,
      observe: async (_, name, type) => {
        const values = zone.get(`${name} ${type}`)?.values
        return values
          ? { outcome: 'answered', values, server: '192.0.2.1' }
          : { outcome: 'missing', server: '192.0.2.1' }
      },
      resolve: async () => {
        throw Object.assign(new Error('nothing'), { code: 'ENOTFOUND' })
      },
    },
    blocklists: {
      lists: [
        { name: 'dbl', kind: 'domain' },
        { name: 'zen', kind: 'ip' },
      ],
      look: async () => ({ state: 'clear', code: null, text: null }),
    },
    postmaster: null,
    snds: null,
    proof: {
      address: 'proof@proof.example',
      findMessage: async () => ({ raw: Buffer.from(''), receivedAt: new Date() }),
    },
    authenticator: {
      authenticate: async () => {
        const pass = { result: 'pass', domain: 'acme.com', aligned: true, comment: null }
        return { spf: pass, dkim: pass, dmarc: pass, header: 'coldframe; dmarc=pass' }
      },
    },
    dmarcReportAddress: undefined,
    dmarcReportZone: undefined,
    reportMailbox: null,
  }
  return { vendors, bought, zone, setDelegation: (nameservers: string[]) => (delegatedTo = nameservers) }
}

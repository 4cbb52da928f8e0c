import { keepWebhookSecret, newWebhookSecret, type Owner } from '@coldframe/db'
import { openRotation } from '@coldframe/temporal'
import { judge, newVerdictState } from '@coldframe/temporal/verdict'
import type { Operation } from '../src/operation.ts'
import { ATTESTATION } from '../src/resources/accounts/attestation.ts'
import { exampleIds } from '../src/schemas.ts'
import { addOperation, addPurchase, addReadyDomain } from './fixture.ts'
import { bounceMail, dmarcXml } from './reports.ts'
import { orderOf, type TestApi } from './support.ts'

export interface Request {
  id?: string
  body?: unknown
  /** In place of a body. */
  file?: Buffer
}

/** The body as the operation takes it. */
export const payloadOf = ({ upload }: Operation, { body, file }: Request) =>
  upload && file ? { payload: file, headers: { 'content-type': upload.mediaTypes[0] } } : { body }

let serial = 0
const freshName = () => `contract${++serial}.com`

export const fleetOf = (brandDomain: string) => ({
  name: 'Outbound',
  brandDomain,
  dailySendTarget: 100,
  provider: 'microsoft365',
  mailboxCount: 10,
})

/** For each operation a request that it answers with success, about things of `owner` that are made for it. */
export function createGoodRequests(api: TestApi, owner: Owner): Record<string, () => Promise<Request>> {
  const freshDomain = () => addReadyDomain(api, owner, freshName())

  async function freshOperation(status: 'running' | 'waiting' = 'running') {
    const { domain } = await freshDomain()
    return { id: await addOperation(api, owner, domain.id, 'domains.create', status) }
  }

  async function endedOperation() {
    const { id } = await freshOperation()
    await api.db.operations.finish(owner, id, { status: 'succeeded' })
    return { id }
  }

  async function freshKey() {
    const hash = Buffer.from(freshName())
    return { id: (await api.db.apiKeys.insert(owner, { name: 'Old', prefix: 'cf_test_', hash, scopes: [] })).id }
  }

  async function freshEntry() {
    const { domain } = await freshDomain()
    const subjectId = domain.id
    const by = { keyId: exampleIds.apiKey, actingAccountId: owner.accountId, requestId: 'request-1' }
    await api.db.auditLog.append(owner, { action: 'domain.created', operation: 'domains.create', subjectId, ...by })
    const { rows } = await api.db.auditLog.list(owner, { subjectId }, { limit: 1 })
    return { id: rows[0]?.id ?? '' }
  }

  async function freshPurchase() {
    const { domain } = await freshDomain()
    await addPurchase(api, owner, domain.id)
    return {}
  }

  async function freshSuppression() {
    const address = `gone@${freshName()}`
    await api.db.suppressions.add(owner, [{ address, reason: 'manual', domainId: null, mailboxId: null }])
    const [known] = (await api.db.suppressions.find(owner, [address])).get(address) ?? []
    return { id: known?.id ?? '', address }
  }

  /** A sub-account of the owner's, or where that is one itself, its own. */
  async function freshAccount() {
    const own = await api.db.accounts.get(owner, owner.accountId)
    if (own?.parentId) return { id: own.id }
    const fields = { name: 'Customer', metadata: {}, spendCeilingCents: null }
    return { id: (await api.db.accounts.insertSub(owner, fields)).id }
  }

  /** An account has fifty at most. */
  const makeRoom = () =>
    api.sql.query(
      `delete from webhook_endpoints where id in (
         select id from webhook_endpoints where account_id = $1 and livemode = $2 order by id desc offset 20)`,
      [owner.accountId, owner.livemode],
    )

  async function freshEndpoint(eventTypes = ['*']) {
    const wanted = { url: `https://receiver.example/${freshName()}`, description: null, eventTypes, metadata: {} }
    await makeRoom()
    const { id } = await api.db.webhookEndpoints.create(owner, wanted)
    await keepWebhookSecret(api.vault, api.db, owner, id, newWebhookSecret())
    return { id }
  }

  async function disabledEndpoint() {
    const { id } = await freshEndpoint()
    await api.db.transaction((tx) => tx.webhookEndpoints.disable(owner, id, 'user'))
    return { id }
  }

  const ping = (id: string) =>
    api.db.webhookDeliveries.addForEndpoint(owner, id, {
      type: 'test.ping',
      subjectId: id,
      data: { webhookEndpointId: id, message: 'A test of this webhook endpoint.' },
    })

  async function usedEndpoint() {
    const { id } = await freshEndpoint(['test.ping'])
    await ping(id)
    await ping(id)
    return { id }
  }

  async function freshDelivery() {
    return { id: (await ping((await freshEndpoint(['test.ping'])).id)).id }
  }

  async function freshEvent() {
    return { id: (await ping((await freshEndpoint(['test.ping'])).id)).eventId }
  }

  async function freshRotation(status: 'planned' | 'blocked' = 'planned') {
    const { domain } = await freshDomain()
    const wanted = { domainId: domain.id, reason: 'requested', policy: 'manual', status: 'planned' } as const
    const rotation = await api.db.transaction((tx) => openRotation(tx, owner, wanted))
    if (!rotation) throw new Error('The domain is being replaced')
    await api.db.rotations.update(owner, rotation.id, { status })
    return { id: rotation.id }
  }

  async function freshFleet() {
    const fleet = await api.db.fleets.insert(owner, {
      name: 'Outbound',
      brandDomain: 'acme.com',
      provider: 'microsoft365',
      residency: 'none',
      dailySendTarget: 100,
      people: [{ localPart: 'anna', displayName: 'Anna Lee' }],
      profile: 'standard',
      spareRatio: 0.2,
      maxSpendCents: null,
      rotationPolicy: 'automatic',
      metadata: {},
    })
    return { id: fleet.id }
  }

  async function judgedDomain() {
    const { domain } = await freshDomain()
    const warmup = [{ provider: 'gmail', inbox: 30, spam: 370 }]
    const { state, verdict, basis } = judge(newVerdictState(), { day: 20_513, warmup })
    const about = { domainId: domain.id, verdict }
    await api.db.verdicts.keep(owner, { ...about, day: '2026-03-02', state, before: basis.before })
    const { health, cause } = verdict
    for (const day of ['2026-03-01', '2026-03-02'])
      await api.db.verdicts.addChange(owner, { ...about, day, health, cause, previousHealth: 'unknown', basis })
    return { id: domain.id }
  }

  return {
    'domains.create': async () => ({ body: orderOf(freshName()) }),
    'domains.list': async () => {
      await api.db.domains.update(owner, (await freshDomain()).domain.id, { fleetId: (await freshFleet()).id })
      return {}
    },
    'domains.get': async () => ({ id: (await freshDomain()).domain.id }),
    'domains.update': async () => ({ id: (await freshDomain()).domain.id, body: { metadata: { a: 'b' } } }),
    'domains.retire': async () => ({ id: (await freshDomain()).domain.id }),
    'domains.rotate': async () => ({
      id: (await freshDomain()).domain.id,
      body: { replacementDomainId: (await freshDomain()).domain.id },
    }),
    'rotations.list': () => freshRotation(),
    'rotations.get': () => freshRotation(),
    'rotations.mailboxes': () => freshRotation(),
    'rotations.approve': async () => ({
      ...(await freshRotation('blocked')),
      body: { replacementDomainId: (await freshDomain()).domain.id },
    }),
    'rotations.cancel': () => freshRotation(),
    'fleets.create': async () => ({ body: fleetOf('acme.com') }),
    'fleets.list': freshFleet,
    'fleets.get': freshFleet,
    'fleets.update': async () => ({ ...(await freshFleet()), body: { dailySendTarget: 200 } }),
    'fleets.end': freshFleet,
    'fleets.forecast': freshFleet,
    'domains.verify': async () => ({ id: (await freshDomain()).domain.id }),
    'dns.get': async () => ({ id: (await freshDomain()).domain.id }),
    'health.get': judgedDomain,
    'health.history': judgedDomain,
    'health.chart': judgedDomain,
    'blocklists.get': async () => {
      const { domain } = await freshDomain()
      const data = { state: 'listed', object: 'domain', target: domain.name, code: '127.0.1.2', text: 'spam' } as const
      const day = new Date().toISOString().slice(0, 10)
      await api.db.observations.record(owner, domain.id, day, [
        { kind: 'blocklist', subject: 'dbl', data, observedAt: new Date() },
      ])
      return { id: domain.id }
    },
    'mailboxes.create': async () => ({
      body: {
        domainId: (await freshDomain()).domain.id,
        mailboxes: [{ localPart: 'bob', displayName: 'Bob Hall' }],
      },
    }),
    'mailboxes.list': async () => ({}),
    'mailboxes.get': async () => ({ id: (await freshDomain()).mailbox.id }),
    'mailboxes.update': async () => ({ id: (await freshDomain()).mailbox.id, body: { displayName: 'Anna Moser' } }),
    'mailboxes.delete': async () => ({ id: (await freshDomain()).mailbox.id }),
    'signals.create': async () => {
      const { mailbox } = await freshDomain()
      const at = new Date().toISOString()
      return { body: { signals: [{ id: freshName(), mailboxId: mailbox.id, type: 'sent', at }] } }
    },
    'signals.ofDomain': async () => ({ id: (await freshDomain()).domain.id }),
    'signals.ofMailbox': async () => ({ id: (await freshDomain()).mailbox.id }),
    'bounces.create': async () => ({ file: bounceMail({ sender: (await freshDomain()).mailbox.address }) }),
    'dmarcReports.create': async () => ({ file: dmarcXml({ domain: (await freshDomain()).domain.name }) }),
    'dmarc.get': async () => ({ id: (await freshDomain()).domain.id }),
    'operations.list': async () => ({}),
    'operations.get': freshOperation,
    'operations.events': endedOperation,
    'operations.cancel': freshOperation,
    'operations.retry': () => freshOperation('waiting'),
    'suppressions.create': async () => ({ body: { addresses: [`gone@${freshName()}`] } }),
    'suppressions.list': freshSuppression,
    'suppressions.get': freshSuppression,
    'suppressions.delete': freshSuppression,
    'suppressionChecks.create': async () => {
      const { address } = await freshSuppression()
      return { body: { addresses: [address, `here@${freshName()}`] } }
    },
    'quotes.create': async () => ({ body: { domains: [orderOf(freshName())] } }),
    'domainSuggestions.create': async () => ({ body: { brandDomain: 'acme.com', count: 5 } }),
    'purchases.list': freshPurchase,
    'domains.warmup': async () => ({ id: (await freshDomain()).domain.id }),
    'domains.warmupChart': async () => ({ id: (await freshDomain()).domain.id }),
    'mailboxes.warmup': async () => ({ id: (await freshDomain()).mailbox.id }),
    'mailboxes.warmupChart': async () => ({ id: (await freshDomain()).mailbox.id }),
    'mailboxes.pause': async () => ({ id: (await freshDomain()).mailbox.id }),
    'mailboxes.resume': async () => {
      const { id } = (await freshDomain()).mailbox
      await api.db.mailboxes.update(owner, id, { status: 'paused', pausedBy: 'user' })
      return { id }
    },
    'tenants.sendBudget': async () => ({ id: (await freshDomain()).tenantId }),
    'tenants.get': async () => ({ id: (await freshDomain()).tenantId }),
    'events.list': freshEvent,
    'events.get': freshEvent,
    'events.stream': async () => ({}),
    'webhookEndpoints.create': async () => ({ body: { url: 'https://receiver.example/hooks' } }),
    'webhookEndpoints.list': async () => ({}),
    'webhookEndpoints.get': () => freshEndpoint(),
    'webhookEndpoints.update': async () => ({ ...(await freshEndpoint()), body: { eventTypes: ['domain.ready'] } }),
    'webhookEndpoints.delete': () => freshEndpoint(),
    'webhookEndpoints.rollSecret': async () => ({ ...(await freshEndpoint()), body: { overlapHours: 1 } }),
    'webhookEndpoints.test': () => freshEndpoint(),
    'webhookEndpoints.enable': disabledEndpoint,
    'webhookEndpoints.disable': () => freshEndpoint(),
    'webhookEndpoints.redeliver': async () => ({ ...(await freshEndpoint()), body: { since: '2026-01-01T00:00:00Z' } }),
    'webhookDeliveries.list': usedEndpoint,
    'webhookDeliveries.get': freshDelivery,
    'webhookDeliveries.redeliver': freshDelivery,
    'apiKeys.create': async () => ({ body: { name: 'New', scopes: ['domains:read'] } }),
    'apiKeys.list': async () => ({}),
    'apiKeys.get': freshKey,
    'apiKeys.roll': async () => ({ ...(await freshKey()), body: { overlapSeconds: 60 } }),
    'apiKeys.revoke': freshKey,
    'auditLog.list': async () => ({}),
    'auditLog.get': freshEntry,
    'accounts.create': async () => ({ body: { name: 'Customer' } }),
    'accounts.list': async () => ({}),
    'accounts.get': freshAccount,
    'accounts.update': async () => ({ ...(await freshAccount()), body: { name: 'Renamed' } }),
    'accounts.attest': async () => ({ ...(await freshAccount()), body: { statement: ATTESTATION } }),
  }
}

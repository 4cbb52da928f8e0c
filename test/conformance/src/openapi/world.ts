import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { root } from './paths.ts'
import { runTool } from './run-tool.ts'

/** What there is to ask for. */

interface Account {
  accountId: string
  keyId: string
  key: string
}
const Account = z.object({ accountId: z.string(), keyId: z.string(), key: z.string() })

interface House {
  baseUrl: string
  databaseUrl: string
}

async function makeAccount(name: string, { databaseUrl }: House, signal: AbortSignal): Promise<Account> {
  const program = path.join(root, 'api', 'src', 'bin', 'create-key.ts')
  const environment = { DATABASE_URL: databaseUrl }
  const args = ['--disable-warning=ExperimentalWarning', program, '--account', name, '--mode', 'test']
  const { code, stdout, stderr } = await runTool(process.execPath, args, { environment, signal })
  if (code !== 0) throw new Error(`No key could be made: ${stderr}`)
  return Account.parse(JSON.parse(stdout))
}

const Operation = z.object({ status: z.string(), message: z.string().nullable() })
const Ordered = z.object({ id: z.string(), operationId: z.string() })
const Domain = z.object({ tenantId: z.string() })
const Rotation = z.object({ status: z.string() })
const List = z.object({ data: z.array(z.object({ id: z.string() })) })

const Key = z.object({ id: z.string() })
const Suppressed = z.object({ data: z.array(z.object({ suppressions: z.tuple([Key]) })) })
const idsOf = (list: unknown) => List.parse(list).data.map(({ id }) => id)

const ORDER_TIMEOUT_MS = 60_000
const PAUSE_MS = 200

function createClient({ baseUrl }: House, { key }: Account, signal: AbortSignal) {
  async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    }
    const response = await fetch(baseUrl + url, { method, headers, body: JSON.stringify(body), signal })
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  /** Orders a domain, and waits until its operation has the status. */
  async function order(name: string, registration: object, status: string) {
    const mailboxes = [{ localPart: 'anna.lee', displayName: 'Anna Lee' }]
    const ordered = Ordered.parse(
      await ask('POST', '/v1/domains', { name, provider: 'microsoft365', mailboxes, ...registration }),
    )
    const giveUpAt = performance.now() + ORDER_TIMEOUT_MS
    for (;;) {
      const operation = Operation.parse(await ask('GET', `/v1/operations/${ordered.operationId}`))
      if (operation.status === status) return ordered
      if (performance.now() > giveUpAt)
        throw new Error(`The order of ${name} is ${operation.status}, not ${status}: ${operation.message}`)
      await sleep(PAUSE_MS, undefined, { signal })
    }
  }

  const tenantOf = async (domainId: string) => Domain.parse(await ask('GET', `/v1/domains/${domainId}`)).tenantId
  const mailboxesOf = async (domainId: string) => idsOf(await ask('GET', `/v1/mailboxes?domainId=${domainId}`))
  const listAuditEntries = async () => idsOf(await ask('GET', '/v1/audit-log'))
  const makeKey = async () =>
    Key.parse(await ask('POST', '/v1/api-keys', { name: 'Spare', scopes: ['domains:read'] })).id
  /** One that waits for somebody to allow what it costs. */
  async function blockRotation(domainId: string, replacementName: string) {
    const maxSpend = { amount: '0.00', currency: 'USD' }
    const body = { replacementName, maxSpend }
    const { id } = Key.parse(await ask('POST', `/v1/domains/${domainId}/rotate`, body))
    const giveUpAt = performance.now() + ORDER_TIMEOUT_MS
    for (;;) {
      const { status } = Rotation.parse(await ask('GET', `/v1/rotations/${id}`))
      if (status === 'blocked') return id
      if (performance.now() > giveUpAt) throw new Error(`The rotation of ${domainId} is ${status}, not blocked`)
      await sleep(PAUSE_MS, undefined, { signal })
    }
  }
  const listEvents = async () => idsOf(await ask('GET', '/v1/events'))
  /** At its URL nobody answers. */
  async function makeDelivery() {
    const url = 'http://127.0.0.1:4999/hooks'
    const endpoint = Key.parse(await ask('POST', '/v1/webhook-endpoints', { url, eventTypes: ['test.ping'] }))
    const delivery = Key.parse(await ask('POST', `/v1/webhook-endpoints/${endpoint.id}/test`))
    return { endpointId: endpoint.id, deliveryId: delivery.id }
  }
  async function suppress(addresses: string[]) {
    const { data } = Suppressed.parse(await ask('POST', '/v1/suppressions', { addresses }))
    return data.map(({ suppressions: [{ id }] }) => id)
  }
  const make = { makeKey, makeDelivery, suppress }
  return { order, tenantOf, mailboxesOf, listAuditEntries, listEvents, blockRotation, ...make }
}

const bought = { registration: 'register', dns: 'managed' }
/** Nobody publishes its records, so that a person is asked for. */
const unattended = { registration: 'existing', dns: 'external' }
const READY_DOMAINS = 8
/** So many of them are not to be retired, so many are replaced, and of the last only the mailbox is to go. */
const KEPT_DOMAINS = 2
const ROTATED_DOMAINS = 3

const goneAddresses = Array.from({ length: 8 }, (_, index) => `gone${index}@example.com`)

/** What to ask for, where a guess would hardly ever meet it. */
export interface Things {
  /** Must not come to harm. */
  foundation: string[]
  readyDomains: string[]
  /** The name of one of them. */
  domainName: string
  domainsToRetire: string[]
  domainsToRotate: string[]
  rotationsToApprove: string[]
  mailboxesToPause: string[]
  mailboxesToDelete: string[]
  keysToRevoke: string[]
  suppressions: string[]
  suppressionsToDelete: string[]
  tenants: string[]
  auditEntries: string[]
  operationsToRetry: string[]
  events: string[]
  deliveries: string[]
}

async function fillAccount(house: House, account: Account, serial: number, signal: AbortSignal): Promise<Things> {
  const client = createClient(house, account, signal)
  const { order, tenantOf, mailboxesOf } = client
  const names = Array.from({ length: READY_DOMAINS }, (_, index) => `account${serial}domain${index + 1}.com`)
  const [unready, ...ready] = await Promise.all([
    order(`account${serial}waits.com`, unattended, 'action_required'),
    ...names.map((name) => order(name, bought, 'succeeded')),
  ])
  const domains = ready.map(({ id }) => id)
  const kept = domains.slice(0, KEPT_DOMAINS)
  const toRotate = domains.slice(KEPT_DOMAINS, KEPT_DOMAINS + ROTATED_DOMAINS)
  const toRetire = domains.slice(KEPT_DOMAINS + ROTATED_DOMAINS, -1)
  const blocked = await client.blockRotation(toRotate[0] ?? '', `account${serial}successor.com`)
  const { endpointId, deliveryId } = await client.makeDelivery()
  const suppressions = await client.suppress(['kept@example.com'])
  // A domain is not retired while an operation on one of its mailboxes is open.
  const untouched = (await Promise.all(toRetire.map(mailboxesOf))).flat()
  return {
    foundation: [account.accountId, account.keyId, endpointId, ...suppressions, ...kept, ...untouched],
    readyDomains: kept,
    domainName: names[0] ?? '',
    domainsToRetire: toRetire,
    domainsToRotate: toRotate.slice(1),
    rotationsToApprove: [blocked],
    mailboxesToPause: (await Promise.all(kept.map(mailboxesOf))).flat(),
    mailboxesToDelete: (await Promise.all(domains.slice(-1).map(mailboxesOf))).flat(),
    keysToRevoke: [await client.makeKey()],
    suppressions,
    suppressionsToDelete: await client.suppress(goneAddresses),
    tenants: await Promise.all(kept.map(tenantOf)),
    auditEntries: await client.listAuditEntries(),
    operationsToRetry: [unready.operationId],
    events: await client.listEvents(),
    deliveries: [deliveryId],
  }
}

/** Two accounts that have everything there is; what can be asked for is that of the first. */
export async function fillHouse(
  house: House,
  signal: AbortSignal,
): Promise<{ keys: [string, string]; things: Things }> {
  const first = await makeAccount('First', house, signal)
  const second = await makeAccount('Second', house, signal)
  const [things, others] = await Promise.all([
    fillAccount(house, first, 1, signal),
    fillAccount(house, second, 2, signal),
  ])
  const foundation = [...things.foundation, ...others.foundation]
  return { keys: [first.key, second.key], things: { ...things, foundation } }
}

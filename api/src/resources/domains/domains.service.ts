import { domainToUnicode } from 'node:url'
import type { Db, Domain, DomainFilter, DomainSummary, Owner, Repositories } from '@coldframe/db'
import { domainEvent, normalizeDomainName, type Price, priceListAt } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { mergeMetadata } from '../../metadata.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import { toRows, type WantedMailbox } from '../mailboxes/mailbox-rows.ts'
import { startOperation } from '../operations/start-operation.ts'
import { reserveSpend } from '../quotes/reserve-spend.ts'
import { checkOrder, type Names, priceOrder } from './check-order.ts'
import type { CreateDomain } from './domains.schemas.ts'
import { nameMailboxes } from './name-pattern.ts'
import { presentDomain } from './present-domain.ts'

export interface DomainServiceDeps {
  db: Db
  clock: () => Date
  /** Whether the vendors of a mode are set up. */
  isConfigured(livemode: boolean): boolean
}

export function createDomainService({ db, clock, isConfigured }: DomainServiceDeps) {
  async function get(owner: Owner, id: string) {
    const domain = await db.domains.get(owner, id)
    if (!domain) throw errors.domainNotFound(id)
    const summaries = await db.domains.summaries(owner, [id])
    return presentDomain(domain, summaries)
  }

  return {
    get,

    async list(
      owner: Owner,
      { limit, cursor, createdAfter, createdBefore, name, ...filter }: DomainFilter & PageQuery,
    ) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      const page = await db.domains.list(owner, { ...filter, name: name && searchName(name) }, query)
      const summaries = await db.domains.summaries(
        owner,
        page.rows.map((row) => row.id),
      )
      return toList(page, (row) => presentDomain(row, summaries))
    },

    async create(owner: Owner, order: CreateDomain) {
      const names = checkOrder(order)
      if (!isConfigured(owner.livemode)) throw errors.modeNotConfigured(owner.livemode)
      if (owner.livemode) await checkAttested(db, owner)
      const price = priceOrder(priceListAt(clock()).list, order, names)
      const { domain, ...summary } = await db.transaction((tx) => place(tx, owner, order, names, price))
      return presentDomain(domain, new Map([[domain.id, summary]]))
    },

    async update(
      owner: Owner,
      id: string,
      change: { metadata?: Record<string, string | null> },
      ifVersions: number[] | null,
    ) {
      await db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, id)
        if (!domain) throw errors.domainNotFound(id)
        checkVersion(domain, ifVersions)
        if (change.metadata === undefined) return
        await tx.domains.update(owner, id, { metadata: mergeMetadata(domain.metadata, change.metadata) })
      })
      return get(owner, id)
    },

    async retire(owner: Owner, id: string) {
      await db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, id)
        if (!domain) throw errors.domainNotFound(id)
        await checkRetirable(tx, owner, id, domain.status)
        const mailboxes = await tx.mailboxes.ofDomain(owner, id)
        await tx.domains.update(owner, id, { status: 'retiring', statusReason: null })
        await tx.mailboxes.updateMany(
          owner,
          mailboxes.map((mailbox) => mailbox.id),
          { status: 'retiring', dailySendLimit: 0 },
        )
        await startOperation(tx, owner, 'domains.retire', id)
      })
      return get(owner, id)
    },
  }
}

/** The world that a test key acts on has neither recipients nor laws. */
async function checkAttested(tx: Repositories, owner: Owner): Promise<void> {
  const account = await tx.accounts.get(owner, owner.accountId)
  if (!account?.attestedAt) throw errors.attestationMissing(owner.accountId)
}

function searchName(name: string): string {
  const result = normalizeDomainName(name)
  return 'name' in result ? result.name : name
}

/** Answers with what it wrote: an order is not read back. */
async function place(
  tx: Repositories,
  owner: Owner,
  order: CreateDomain,
  names: Names,
  price: Price,
): Promise<DomainSummary & { domain: Domain }> {
  const { provider, residency, registration, dns: dnsMode, maxSpend, metadata = {} } = order
  const domain = await tx.domains.insert(owner, { ...names, provider, residency, registration, dnsMode, metadata })
  if (!domain) throw await nameTaken(tx, owner, names.name)
  const wanted = order.mailboxes ?? nameMailboxes(names.name, order.mailboxCount ?? 0, order.namePattern)
  await addMailboxes(tx, owner, domain, wanted)
  const operationId = await startOperation(tx, owner, 'domains.create', domain.id)
  await reserveSpend(tx, owner, { operationId, domainId: domain.id, price, maxSpend })
  await tx.events.append(owner, [domainEvent('domain.created', domain)])
  return { domain, tenantId: null, mailboxCount: wanted.length, operationId }
}

async function addMailboxes(
  tx: Repositories,
  owner: Owner,
  { id, name }: { id: string; name: string },
  wanted: WantedMailbox[],
): Promise<void> {
  const rows = toRows(wanted, name)
  const made = new Set((await tx.mailboxes.insert(owner, id, rows)).map(({ address }) => address))
  const taken = rows.map(({ address }) => address).filter((address) => !made.has(address))
  if (taken.length > 0) throw errors.mailboxExists(taken)
}

/** Of a foreign domain nothing is told, not even whose it is. */
async function nameTaken(tx: Repositories, owner: Owner, name: string) {
  const holder = await tx.domains.findHolder(owner.livemode, name)
  if (holder?.accountId === owner.accountId) return errors.domainExists(domainToUnicode(name), holder.id)
  return errors.domainUnavailable(domainToUnicode(name))
}

async function checkRetirable(tx: Repositories, owner: Owner, id: string, status: string): Promise<void> {
  const [open] = await tx.operations.openOfDomain(owner, id)
  if (open?.kind === 'domains.create') throw errors.domainProvisioning(open.id)
  if (open) throw errors.operationInProgress(open.kind, open.id)
  if (['retired', 'cancelled', 'failed'].includes(status)) throw errors.domainEnded(status)
}

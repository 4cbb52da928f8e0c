import type { Db, Mailbox, MailboxChange, MailboxFilter, Owner, Repositories } from '@coldframe/db'
import {
  addressOf,
  faultOfLocalPart,
  licencesToBuy,
  lookAgainMessage,
  priceListAt,
  priceMailboxes,
  startOperation,
  toMailboxRows,
  type WantedMailbox,
} from '@coldframe/temporal'
import { dailyCapOf } from '@coldframe/temporal/warmup'
import { errors } from '../../errors.ts'
import { type FaultCode, faultCatalogue } from '../../faults.ts'
import { mergeMetadata } from '../../metadata.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import { reserveSpend } from '../quotes/reserve-spend.ts'
import { type CreateMailboxes, MOST_MAILBOXES } from './mailboxes.schemas.ts'

interface MailboxEdit {
  displayName?: string | undefined
  ownDailyLimit?: number | null | undefined
  metadata?: Record<string, string | null> | undefined
}

export function createMailboxService({ db, clock }: { db: Db; clock: () => Date }) {
  async function lock(tx: Repositories, owner: Owner, id: string): Promise<Mailbox> {
    const found = await tx.mailboxes.get(owner, id)
    // The domain first, as everybody locks in that order; then the row is read again.
    if (found) await tx.domains.lock(owner, found.domainId)
    const mailbox = await tx.mailboxes.get(owner, id)
    if (!mailbox) throw errors.mailboxNotFound(id)
    return mailbox
  }

  async function priceMore(tx: Repositories, owner: Owner, domainId: string, existing: number, added: number) {
    const tenant = await tx.tenants.findByDomain(owner, domainId)
    return priceMailboxes(priceListAt(clock()).list, licencesToBuy(added, existing, tenant?.licences ?? 0))
  }

  return {
    async get(owner: Owner, id: string) {
      const mailbox = await db.mailboxes.get(owner, id)
      if (!mailbox) throw errors.mailboxNotFound(id)
      return presentMailbox(mailbox)
    },

    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: MailboxFilter & PageQuery) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      const address = filter.address?.toLowerCase()
      return toList(await db.mailboxes.list(owner, { ...filter, address }, query), presentMailbox)
    },

    async create(owner: Owner, { domainId, mailboxes: wanted, maxSpend }: CreateMailboxes) {
      return db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, domainId)
        if (!domain) throw errors.domainNotFound(domainId)
        if (domain.status !== 'warming' && domain.status !== 'active') throw errors.domainNotReady(domain.status)
        const existing = await tx.mailboxes.ofDomain(owner, domainId)
        const results = await add(tx, owner, domain, existing, wanted)
        const mailboxIds = results.flatMap(({ mailbox }) => (mailbox ? [mailbox.id] : []))
        if (mailboxIds.length === 0) throw errors.mailboxesRefused(results.flatMap(toRefusedFault))
        const price = await priceMore(tx, owner, domainId, existing.length, mailboxIds.length)
        const operationId = await startOperation(tx, owner, 'mailboxes.create', domainId, mailboxIds)
        await reserveSpend(tx, owner, { operationId, domainId, price, maxSpend })
        return { operationId, results }
      })
    },

    async update(owner: Owner, id: string, edit: MailboxEdit, ifVersions: number[] | null) {
      return db.transaction(async (tx) => {
        const mailbox = await lock(tx, owner, id)
        checkVersion(mailbox, ifVersions)
        const change = changeOf(mailbox, edit)
        if (Object.keys(change).length === 0) return { ...presentMailbox(mailbox), operationId: null }
        const changed = await tx.mailboxes.update(owner, id, change)
        if (change.ownLimit !== undefined) await tx.outbox.add(owner, lookAgainMessage(mailbox.domainId))
        const operationId = change.displayName
          ? await startOperation(tx, owner, 'mailboxes.update', mailbox.domainId, [id])
          : null
        return { ...presentMailbox(changed ?? mailbox), operationId }
      })
    },

    async remove(owner: Owner, id: string) {
      return db.transaction(async (tx) => {
        const mailbox = await lock(tx, owner, id)
        if (mailbox.status !== 'failed') checkSettled(mailbox)
        const changed = await tx.mailboxes.update(owner, id, { status: 'retiring', dailySendLimit: 0 })
        const operationId = await startOperation(tx, owner, 'mailboxes.delete', mailbox.domainId, [id])
        return { ...presentMailbox(changed ?? mailbox), operationId }
      })
    },
  }
}

/** The mailbox as callers see it. Providers other than Microsoft cannot be ordered yet. */
export const presentMailbox = (mailbox: Mailbox) => ({
  ...mailbox,
  ownDailyLimit: mailbox.ownLimit,
  provider: 'microsoft365' as const,
})

/** What is really another thing than before. A limit counts from the day's plan on, which is made anew at once. */
function changeOf(mailbox: Mailbox, { displayName, ownDailyLimit, metadata }: MailboxEdit): MailboxChange {
  const isRenamed = displayName !== undefined && displayName !== mailbox.displayName
  const isLimited = ownDailyLimit !== undefined && ownDailyLimit !== mailbox.ownLimit
  if (isRenamed || isLimited) checkSettled(mailbox)
  const cap = dailyCapOf('microsoft365')
  if (isLimited && ownDailyLimit !== null && ownDailyLimit > cap) throw errors.ownLimitAboveCap(cap)
  return {
    ...(isRenamed && { displayName }),
    ...(isLimited && { ownLimit: ownDailyLimit }),
    ...(metadata && { metadata: mergeMetadata(mailbox.metadata, metadata) }),
  }
}

/** Neither still being made nor on its way out. */
function checkSettled({ address, status, readyAt }: Mailbox): void {
  if (status === 'retiring' || status === 'retired') throw errors.mailboxEnded(address, status)
  if (readyAt === null) throw errors.mailboxNotReady(address)
}

interface Result {
  localPart: string
  mailbox: ReturnType<typeof presentMailbox> | null
  error: { code: FaultCode; message: string } | null
}

async function add(
  tx: Repositories,
  owner: Owner,
  domain: { id: string; name: string },
  existing: Mailbox[],
  wanted: WantedMailbox[],
): Promise<Result[]> {
  const faults = judge(
    wanted,
    domain.name,
    existing.map(({ address }) => address),
  )
  const good = wanted.filter((_, index) => faults[index] === null)
  const made = await tx.mailboxes.insert(owner, domain.id, toMailboxRows(good, domain.name))
  return wanted.map(({ localPart }, index) => {
    const mailbox = made.find(({ address }) => address === addressOf(localPart, domain.name))
    if (faults[index] === null && mailbox) return { localPart, mailbox: presentMailbox(mailbox), error: null }
    const code = faults[index] ?? 'mailbox_exists'
    return { localPart, mailbox: null, error: { code, message: faultCatalogue[code] } }
  })
}

/** What is wrong with each item, in order: those beyond the domain's room are refused. */
function judge(wanted: WantedMailbox[], domainName: string, taken: string[]): (FaultCode | null)[] {
  let room = MOST_MAILBOXES - taken.length
  return wanted.map(({ localPart }) => {
    const fault = faultOfLocalPart(localPart, domainName)
    if (fault) return fault
    if (taken.includes(addressOf(localPart, domainName))) return 'mailbox_exists'
    return room-- > 0 ? null : 'mailbox_limit_reached'
  })
}

const toRefusedFault = ({ error }: Result, index: number) =>
  error ? [{ path: `mailboxes.${index}.localPart`, ...error }] : []

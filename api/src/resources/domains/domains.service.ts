import type { Db, Domain, DomainFilter, DomainSummary, Owner, Repositories } from '@coldframe/db'
import {
  lookAgainMessage,
  normalizeDomainName,
  type Price,
  placeDomain,
  priceListAt,
  startRetirement,
} from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { mergeMetadata } from '../../metadata.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import { refusing, toLimit } from '../quotes/reserve-spend.ts'
import type { WarmupSettings } from '../warmup/warmup.schemas.ts'
import { judgeSettings } from '../warmup/warmup-settings.ts'
import { checkAttested } from './check-attested.ts'
import { checkOrder, type Names, priceOrder } from './check-order.ts'
import type { CreateDomain, UpdateDomain } from './domains.schemas.ts'
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

    async update(owner: Owner, id: string, change: UpdateDomain, ifVersions: number[] | null) {
      await db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, id)
        if (!domain) throw errors.domainNotFound(id)
        checkVersion(domain, ifVersions)
        if (change.warmup) await changeWarmup(tx, owner, domain, change.warmup)
        const fields = {
          ...settingsOf(change),
          ...(change.metadata && { metadata: mergeMetadata(domain.metadata, change.metadata) }),
        }
        if (Object.keys(fields).length > 0) await tx.domains.update(owner, id, fields)
      })
      return get(owner, id)
    },

    async retire(owner: Owner, id: string) {
      await db.transaction(async (tx) => {
        const domain = await tx.domains.lock(owner, id)
        if (!domain) throw errors.domainNotFound(id)
        await checkRetirable(tx, owner, id, domain.status)
        await startRetirement(tx, owner, id)
      })
      return get(owner, id)
    },
  }
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
  const mailboxes = order.mailboxes ?? nameMailboxes(names.name, order.mailboxCount ?? 0, order.namePattern)
  const wanted = { ...names, provider, residency, registration, dnsMode, metadata, ...settingsOf(order) }
  const placed = await refusing(() =>
    placeDomain(tx, owner, { domain: wanted, mailboxes, price, maxSpend: toLimit(maxSpend) }),
  )
  if (order.warmup) await tx.warmups.set(owner, placed.domain.id, judgeSettings(order.warmup, provider))
  return { ...placed, tenantId: null, mailboxCount: mailboxes.length }
}

/** How the domain is replaced, and whether it replaces others. */
const settingsOf = ({ rotationPolicy, spare }: Pick<UpdateDomain, 'rotationPolicy' | 'spare'>) => ({
  ...(rotationPolicy !== undefined && { rotationPolicy }),
  ...(spare !== undefined && { isSpare: spare }),
})

/** The plan of the day is made anew at once. */
async function changeWarmup(tx: Repositories, owner: Owner, domain: Domain, settings: WarmupSettings): Promise<void> {
  const before = await tx.warmups.get(owner, domain.id)
  await tx.warmups.set(owner, domain.id, judgeSettings(settings, domain.provider, before?.choice))
  if (domain.readyAt) await tx.outbox.add(owner, lookAgainMessage(domain.id))
}

async function checkRetirable(tx: Repositories, owner: Owner, id: string, status: string): Promise<void> {
  const [rotation] = await tx.rotations.openOfDomain(owner, id)
  if (rotation) throw errors.rotationInProgress(rotation.id)
  const [open] = await tx.operations.openOfDomain(owner, id)
  if (open?.kind === 'domains.create') throw errors.domainProvisioning(open.id)
  if (open) throw errors.operationInProgress(open.kind, open.id)
  if (['retired', 'cancelled', 'failed'].includes(status)) throw errors.domainEnded(status)
}

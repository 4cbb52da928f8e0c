import type { Clock, Db, Owner } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import type { Test } from 'tap'
import { createWarmupActivities } from '../src/activities/warmup/warmup.ts'
import type { DayOutline, RunDomainInput } from '../src/contracts.ts'
import type { WarmupCarrier } from '../src/warmup/carriers/warmup-carrier.ts'
import { createFakeVendors } from './fake-vendors.ts'
import { createPostOffice } from './post-office.ts'

type PostOfficeOptions = NonNullable<Parameters<typeof createPostOffice>[0]>

/** A Monday. */
export const firstDay = '2026-03-02'
export const DAY_MS = 86_400_000
const licences = 25

/** A database, a post office and a clock that stands where a test puts it. */
export async function setUpWarmup(
  t: Test,
  options: Omit<PostOfficeOptions, 'addressOf'> & {
    nowMs?: () => Promise<number>
    open?: (address: string) => WarmupCarrier
  } = {},
) {
  const { db, url, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const time = { ms: Date.parse(`${firstDay}T00:30:00Z`) }
  const nowMs = options.nowMs ?? (async () => time.ms)
  async function clockOf(): Promise<Clock> {
    const ms = await nowMs()
    return { now: () => new Date(ms), realTimeOf: (at) => at, ownTimeOf: (at) => at, dayMs: DAY_MS }
  }
  const office = createPostOffice({ ...options, addressOf: (id) => id.replace(/^user-/, '') })
  const { vendors } = createFakeVendors()
  const { open } = options
  vendors.mailbox.openCarrier = (_, externalId) => open?.(externalId.replace(/^user-/, '')) ?? office.open(externalId)
  const activities = createWarmupActivities({ db, vendors: () => vendors, clockOf })

  /** One day of some domains: planned in the morning, mail sent and looked for in each window, by attempts as Temporal makes them. */
  async function day(
    inputs: RunDomainInput[],
    atWindow?: (index: number) => Promise<void>,
    attempt = (work: () => Promise<unknown>) => work(),
  ) {
    const outlines: DayOutline[] = []
    for (const input of inputs) outlines.push(await activities.planDay(input))
    for (let index = 0; index < 6; index++) {
      time.ms = Math.max(time.ms, ...outlines.map(({ windows }) => windows[index] ?? 0))
      await atWindow?.(index)
      for (const input of inputs) await attempt(() => activities.exchangeMail(input))
    }
    time.ms = Math.max(time.ms, ...outlines.map(({ nextDayAt }) => nextDayAt))
  }

  return {
    db,
    url,
    office,
    time,
    activities,
    day,
    domain: (name: string, given?: DomainGiven) => makeDomain(db, name, given),
  }
}

interface DomainGiven {
  mailboxes?: number
  profile?: string
  owner?: Owner
  zone?: string
}

/** A domain that has just become ready. */
async function makeDomain(
  db: Db,
  name: string,
  { mailboxes = 2, profile = 'fast', zone = 'UTC', owner }: DomainGiven = {},
) {
  const mine = owner ?? { accountId: (await db.accounts.insert(name)).id, livemode: false }
  return db.transaction(async (tx) => {
    const base = { brandDomain: null, provider: 'microsoft365', residency: 'none', registration: 'register' } as const
    const domain = await tx.domains.insert(mine, { ...base, name, dnsMode: 'managed', metadata: {} })
    if (!domain) throw new Error(`${name} is taken`)
    const tenant = { domainId: domain.id, provider: 'microsoft365', externalId: `tenant-${name}` } as const
    const { id } = await tx.tenants.record(mine, { ...tenant, initialDomain: `${name}.example`, country: 'DE' })
    await tx.tenants.update(mine, id, { licences })
    const rows = Array.from({ length: mailboxes }, (_, index) => ({
      localPart: `m${index}`,
      address: `m${index}@${name}`,
      displayName: `Mia ${index}`,
    }))
    const made = await tx.mailboxes.insert(mine, domain.id, rows)
    for (const { id: mailboxId, address } of made) {
      const change = { status: 'warming', readyAt: new Date(), externalId: `user-${address}` } as const
      await tx.mailboxes.update(mine, mailboxId, change)
    }
    await tx.domains.update(mine, domain.id, { status: 'warming', readyAt: new Date() })
    await tx.warmups.set(mine, domain.id, { choice: { profile }, zone })
    return {
      owner: mine,
      id: domain.id,
      input: { ...mine, domainId: domain.id },
      mailboxIds: made.map((one) => one.id),
    }
  })
}

export type MadeDomain = Awaited<ReturnType<typeof makeDomain>>

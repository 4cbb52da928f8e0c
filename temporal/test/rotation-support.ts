import { randomBytes } from 'node:crypto'
import type { Clock, Db, Domain, Owner, Repositories, Rotation } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import { createRotationActivities, type RotationDeps } from '../src/activities/rotations.ts'
import type { Outlook } from '../src/rotations/next-look.ts'
import { openRotation, type WantedRotation } from '../src/rotations/open-rotation.ts'

const DAY_MS = 86_400_000
export const START = new Date('2026-03-01T06:00:00Z')

/** How a worker dies in the middle of a look: before anything is kept, or when all is kept and nobody was told. */
export type Death = 'before commit' | 'after commit'

interface NewReady extends Partial<Pick<Domain, 'status' | 'health' | 'isSpare' | 'brandDomain' | 'rotationPolicy'>> {
  people?: string[]
  /** Of each mailbox. */
  limit?: number
}

/** A database, a clock that a test moves, and rotations whose looks are made one by one, as the workflow makes them. */
export async function setUpRotations(t: { teardown(done: () => Promise<void>): void }) {
  const { db, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner: Owner = { accountId: (await db.accounts.insert('test')).id, livemode: false }
  const time = { now: START }
  const deaths: Death[] = []
  const names: string[] = []

  const clock: Clock = {
    now: () => time.now,
    realTimeOf: (at) => new Date(Date.now() + at.getTime() - time.now.getTime()),
    ownTimeOf: (at) => new Date(time.now.getTime() + at.getTime() - Date.now()),
    dayMs: DAY_MS,
  }
  const withClock = (tx: Repositories): Repositories => ({ ...tx, clocks: { ...tx.clocks, read: async () => clock } })
  const mortal: Db = {
    ...db,
    async transaction(work) {
      const death = deaths.shift()
      const result = await db.transaction(async (tx) => {
        const done = await work(withClock(tx))
        if (death === 'before commit') throw new Error('The worker died')
        return done
      })
      if (death === 'after commit') throw new Error('The worker died')
      return result
    },
  }
  const chooseName: RotationDeps['chooseName'] = async () => names.shift() ?? null
  const activities = createRotationActivities({ db: mortal, chooseName })

  async function ready({
    people = ['ann', 'bob'],
    limit = 20,
    status = 'active',
    health = 'healthy',
    ...rest
  }: NewReady = {}) {
    const name = `${randomBytes(6).toString('hex')}.com`
    const domain = await db.domains.insert(owner, {
      name,
      brandDomain: 'acme.com',
      provider: 'microsoft365',
      residency: 'eu',
      registration: 'register',
      dnsMode: 'managed',
      metadata: {},
      ...rest,
    })
    if (!domain) throw new Error('The name is taken')
    const rows = people.map((localPart) => ({ localPart, address: `${localPart}@${name}`, displayName: localPart }))
    const mailboxes = await db.mailboxes.insert(owner, domain.id, rows)
    const ids = mailboxes.map(({ id }) => id)
    await db.mailboxes.updateMany(owner, ids, { status: 'active', dailySendLimit: limit, readyAt: new Date() })
    const changed = await db.domains.update(owner, domain.id, { status, health, readyAt: new Date() })
    if (!changed) throw new Error('The domain is gone')
    return changed
  }

  const lookOf = (status: Rotation['status']) => {
    switch (status) {
      case 'planned':
      case 'blocked':
        return activities.findReplacement
      case 'ordering':
        return activities.awaitReplacement
      case 'overlap':
        return activities.followOverlap
      case 'draining':
        return activities.drainDomain
      default:
        return activities.lookAtRotation
    }
  }

  const get = async (id: string) => {
    const rotation = await db.rotations.get(owner, id)
    if (!rotation) throw new Error(`${id} is gone`)
    return rotation
  }

  return {
    db,
    /** The same, whose transactions die as `deaths` says, and in which it is as late as the test says. */
    mortal,
    clock,
    owner,
    activities,
    ready,
    get,
    time,
    /** The names that the chooser gives, one a question. */
    names,
    /** Of the next transactions, one by one. */
    deaths,
    passDays(days: number) {
      time.now = new Date(time.now.getTime() + days * DAY_MS)
    },
    open: async (old: Domain, wanted: Partial<WantedRotation> = {}) => {
      const rotation = await db.transaction((tx) =>
        openRotation(tx, owner, {
          domainId: old.id,
          reason: 'requested',
          policy: 'manual',
          status: 'planned',
          graceDays: 14,
          ...wanted,
        }),
      )
      if (!rotation) throw new Error('The domain is being replaced')
      return rotation
    },
    /** One look, repeated as Temporal repeats an activity that failed. */
    async look(id: string): Promise<Outlook> {
      const { status } = await get(id)
      for (;;) {
        try {
          return await lookOf(status)({ ...owner, rotationId: id })
        } catch (error) {
          if (!(error instanceof Error) || error.message !== 'The worker died') throw error
        }
      }
    },
    setLimits: async (domain: Domain, limit: number) => {
      const mailboxes = await db.mailboxes.ofDomain(owner, domain.id)
      for (const { id, limitCap } of mailboxes)
        await db.mailboxes.updateMany(owner, [id], { dailySendLimit: Math.min(limit, limitCap ?? limit) })
    },
    limitsOf: async (domain: Domain) =>
      (await db.mailboxes.ofDomain(owner, domain.id)).map(({ dailySendLimit }) => dailySendLimit),
    eventsOf: async (...ids: string[]) =>
      (await db.events.listAfter(owner, { afterSequence: 0, limit: 1000 })).filter(
        ({ subjectId }) => ids.length === 0 || ids.includes(subjectId),
      ),
  }
}

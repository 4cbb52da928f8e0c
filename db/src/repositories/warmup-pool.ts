import { and, count, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { type Provider, providers } from '../enums.ts'
import type { Owner } from '../owner.ts'
import { warmupPool } from '../schema/index.ts'
import { one } from './rows.ts'

export interface PoolSlot {
  slot: number
  provider: Provider
  /** Null for one that is gone or takes no part today. */
  mailboxes: (string | null)[]
}

interface Member {
  id: string
  provider: Provider
}

/** The ring is of all accounts: the worker alone reads it. */
export function createWarmupPoolRepository(executor: Executor) {
  async function freeSlot(livemode: boolean): Promise<number> {
    const [free] = await executor
      .select({ slot: warmupPool.slot })
      .from(warmupPool)
      .where(and(eq(warmupPool.livemode, livemode), isNull(warmupPool.domainId)))
      .orderBy(warmupPool.slot)
      .limit(1)
    return free?.slot ?? (await slots(livemode))
  }

  /** Slots are never taken away, so that their count is the highest one and one more. */
  async function slots(livemode: boolean): Promise<number> {
    return one(await executor.select({ slots: count() }).from(warmupPool).where(eq(warmupPool.livemode, livemode)))
      .slots
  }

  return {
    slots,

    /** Whether anybody else takes part. */
    async hasOthers(livemode: boolean, domainId: string): Promise<boolean> {
      const rows = await executor
        .select({ slot: warmupPool.slot })
        .from(warmupPool)
        .where(and(eq(warmupPool.livemode, livemode), ne(warmupPool.domainId, domainId)))
        .limit(1)
      return rows.length > 0
    },

    /** Takes part with these mailboxes, in a slot of its own; who is there keeps slot and order, and new ones come last. */
    async join({ accountId, livemode }: Owner, { id, provider }: Member, present: string[]): Promise<PoolSlot> {
      const own = and(eq(warmupPool.livemode, livemode), eq(warmupPool.domainId, id))
      const find = () => executor.select().from(warmupPool).where(own)
      let [known] = await find()
      if (!known) {
        await executor.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`warmup_pool/${livemode}`}, 0))`)
        known = (await find())[0]
      }
      const members = inPlace(known?.members ?? [], present)
      const slot = known?.slot ?? (await freeSlot(livemode))
      const values = { accountId, domainId: id, provider, members }
      await executor
        .insert(warmupPool)
        .values({ livemode, slot, ...values })
        .onConflictDoUpdate({ target: [warmupPool.livemode, warmupPool.slot], set: values })
      return { slot, provider, mailboxes: placesOf(members, present) }
    },

    async leave(livemode: boolean, domainId: string): Promise<void> {
      await executor
        .update(warmupPool)
        .set({ accountId: null, domainId: null, provider: null, members: [] })
        .where(and(eq(warmupPool.livemode, livemode), eq(warmupPool.domainId, domainId)))
    },

    async at(livemode: boolean, wanted: number[]): Promise<PoolSlot[]> {
      if (wanted.length === 0) return []
      const rows = await executor
        .select()
        .from(warmupPool)
        .where(and(eq(warmupPool.livemode, livemode), inArray(warmupPool.slot, wanted)))
      return rows.flatMap((row) => {
        const provider = providers.find((known) => known === row.provider)
        return provider ? [{ slot: row.slot, provider, mailboxes: row.members.map(activeId) }] : []
      })
    },
  }
}

/** One that takes no part keeps its place, with a mark before its id. */
const AWAY = '-'
const idOf = (member: string) => (member.startsWith(AWAY) ? member.slice(AWAY.length) : member)
const activeId = (member: string) => (member.startsWith(AWAY) ? null : member)

function inPlace(members: string[], present: string[]): string[] {
  const known = members.map(idOf)
  const kept = known.map((id) => (present.includes(id) ? id : AWAY + id))
  return [...kept, ...present.filter((id) => !known.includes(id))]
}

const placesOf = (members: string[], present: string[]) =>
  members.map((member) => (present.includes(member) ? member : null))

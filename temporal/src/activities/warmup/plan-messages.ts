import type { PoolSlot, Repositories } from '@coldframe/db'
import { type Calendar, defaultWorkingHours } from '../../rules/warmup/calendar.ts'
import { dayNumberOf } from '../../rules/warmup/calendar-date.ts'
import type { MailboxPlan } from '../../rules/warmup/plan-domain-day.ts'
import { type PlannedMessage, planExchange } from '../../rules/warmup/plan-exchange.ts'
import type { Books } from './read-books.ts'

/** The same for all, always: pairs hang on it. */
const POOL_SEED = 20_260_301
/** Slots that are read at once; few days need more. */
const SLOTS_AT_ONCE = 64

/** Takes its place in the pool and plans the messages of the day that are still to come: what is past is not made up for. */
export async function planMessages(
  tx: Repositories,
  { owner, domain, day, isWilling, mailboxes, warmup, today }: Books,
  plans: MailboxPlan[],
  { calendar, nowMs }: { calendar: Calendar; nowMs: number },
): Promise<void> {
  const { livemode } = owner
  const isWriting = plans.some(({ warmupVolume }) => warmupVolume > 0)
  if (!isWilling || day.isPaused) return tx.warmupPool.leave(livemode, domain.id)
  const present = mailboxes.filter(({ status }) => status !== 'paused').map(({ id }) => id)
  const own = await tx.warmupPool.join(owner, domain, present)
  if (!isWriting) return
  const exchange = {
    domain: own,
    volumes: new Map(plans.map(({ id, warmupVolume }) => [id, warmupVolume])),
    date: today,
    zone: warmup.zone,
    hours: warmup.hours ?? defaultWorkingHours,
  }
  const planned = await withPool(tx, livemode, (pool) => planExchange({ ...exchange, pool }, calendar))
  const coming = planned.filter(({ sendAt }) => sendAt > nowMs)
  const correspondents = await tx.warmupMessages.correspondents(livemode, [...new Set(coming.map(({ to }) => to))])
  await tx.warmupMessages.plan(owner, coming.flatMap(toRow))

  function toRow({ id, from, to, sendAt }: PlannedMessage) {
    const recipient = correspondents.get(to)
    if (!recipient?.isThere) return []
    const week = Math.floor((dayNumberOf(today) ?? 0) / 7)
    const { domainId: toDomainId, provider: toProvider } = recipient
    const row = { id, domainId: domain.id, fromMailboxId: from, toMailboxId: to, toDomainId, toProvider }
    return [{ ...row, day: today, week, sendAt: new Date(sendAt) }]
  }
}

interface KnownPool {
  seed: number
  slots: number
  domainAt(slot: number): PoolSlot | undefined
}

/** Reads as much of the ring as the plan asks for, in the order in which it asks, however large the ring is. */
async function withPool(
  tx: Repositories,
  livemode: boolean,
  plan: (pool: KnownPool) => PlannedMessage[],
): Promise<PlannedMessage[]> {
  const slots = await tx.warmupPool.slots(livemode)
  const known = new Map<number, PoolSlot | undefined>()
  for (;;) {
    const asked = new Set<number>()
    const domainAt = (slot: number) => {
      if (slot < slots && !known.has(slot)) asked.add(slot)
      return known.get(slot)
    }
    const planned = plan({ seed: POOL_SEED, slots, domainAt })
    if (asked.size === 0) return planned
    const next = [...asked].slice(0, SLOTS_AT_ONCE)
    for (const slot of next) known.set(slot, undefined)
    for (const row of await tx.warmupPool.at(livemode, next)) known.set(row.slot, row)
  }
}

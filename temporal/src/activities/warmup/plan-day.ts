import type { Clock, Domain, Owner, Repositories } from '@coldframe/db'
import type { DayOutline, RunDomainInput } from '../../contracts.ts'
import { createCalendar } from '../../rules/warmup/calendar.ts'
import type { MailboxPlan } from '../../rules/warmup/plan-domain-day.ts'
import type { ActivityDeps } from '../deps.ts'
import { outlineOf } from './outline.ts'
import { planMessages } from './plan-messages.ts'
import { type Books, readBooks } from './read-books.ts'
import { writeDay } from './write-day.ts'

export interface PlannedDay {
  outline: DayOutline
  books: Books
  plans: MailboxPlan[]
  clock: Clock
}

const over: DayOutline = { isOver: true, windows: [], nextDayAt: 0 }
const running = ['warming', 'active', 'resting']

/** Plans a domain's day, or plans it again after something has changed; null when the domain has ended. */
export function createDayPlanner({ db, clockOf = db.clocks.read }: Pick<ActivityDeps, 'db' | 'clockOf'>) {
  const calendar = createCalendar()

  async function plan(tx: Repositories, owner: Owner, domain: Domain, clock: Clock, withMessages: boolean) {
    const now = { calendar, nowMs: clock.now().getTime() }
    const books = await readBooks(tx, owner, domain, now)
    const plans = await writeDay(tx, books)
    if (withMessages) await planMessages(tx, books, plans, now)
    return { books, plans, clock, outline: outlineOf(books, clock, calendar) }
  }

  return async (
    { accountId, livemode, domainId }: RunDomainInput,
    { withMessages }: { withMessages: boolean },
  ): Promise<PlannedDay | null> => {
    const owner = { accountId, livemode }
    const clock = await clockOf(livemode)
    return db.transaction(async (tx) => {
      const domain = await tx.domains.lock(owner, domainId)
      if (domain && running.includes(domain.status)) return plan(tx, owner, domain, clock, withMessages)
      await tx.warmupPool.leave(livemode, domainId)
      return null
    })
  }
}

export const outlineOrOver = (planned: PlannedDay | null): DayOutline => planned?.outline ?? over

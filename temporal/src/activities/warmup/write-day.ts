import type { Mailbox, NewEvent, Owner, PlacementTally, Repositories } from '@coldframe/db'
import { type Activation, judgeActivation } from '../../rules/warmup/activation.ts'
import type { PlacementCounts } from '../../rules/warmup/placement.ts'
import { type MailboxPlan, planDomainDay } from '../../rules/warmup/plan-domain-day.ts'
import { domainEvent, mailboxEvent } from '../events.ts'
import type { Books } from './read-books.ts'

/** Plans the day and writes what it allows, with the events that tell of it. The same day planned again changes nothing. */
export async function writeDay(tx: Repositories, books: Books): Promise<MailboxPlan[]> {
  const { owner, domain, day, today, courses } = books
  const plans = planDomainDay(day)
  await tx.warmups.saveMailboxes([...courses.values()])
  await tx.warmups.saveDay(owner, domain.id, today, plans)
  const { profile: _, ...course } = day
  await tx.warmups.set(owner, domain.id, { course: { ...course, mailboxes: [...course.mailboxes] } })
  const isActive = domain.status === 'active' || (await activate(tx, books))
  await writeLimits(tx, owner, nextMailboxes(books, plans, isActive))
  return plans
}

interface Step {
  before: Mailbox
  after: Mailbox
}

function nextMailboxes({ mailboxes, courses, profile }: Books, plans: MailboxPlan[], isActive: boolean): Step[] {
  const byId = new Map(plans.map((plan) => [plan.id, plan]))
  return mailboxes.map((before) => {
    const sentDays = courses.get(before.id)?.sentDays ?? 0
    const isWarm = before.status === 'warming' && isActive && sentDays >= profile.bar.days
    const dailySendLimit = byId.get(before.id)?.dailySendLimit ?? 0
    return { before, after: { ...before, dailySendLimit, status: isWarm ? 'active' : before.status } }
  })
}

async function writeLimits(tx: Repositories, owner: Owner, steps: Step[]): Promise<void> {
  const changed = steps.filter(
    ({ before, after }) => before.dailySendLimit !== after.dailySendLimit || before.status !== after.status,
  )
  await tx.warmups.setLimits(
    owner,
    changed.map(({ after }) => after),
  )
  const events = changed.flatMap(({ before, after }): NewEvent[] =>
    before.dailySendLimit === after.dailySendLimit ? [] : [mailboxEvent('mailbox.limit_changed', after)],
  )
  await tx.events.append(owner, events)
}

async function activate(tx: Repositories, books: Books): Promise<boolean> {
  const { owner, domain } = books
  const isFit = domain.status === 'warming' && domain.health !== 'worn' && domain.health !== 'burned'
  if (!isFit || books.mailboxes.length === 0) return false
  if (!judgeBar(books, await tx.warmupMessages.placements(owner, domain.id)).isReached) return false
  const active = await tx.domains.update(owner, domain.id, { status: 'active' })
  if (active) await tx.events.append(owner, [domainEvent('domain.activated', active)])
  return active !== null
}

function judgeBar(
  { profile, day, courses }: Pick<Books, 'profile' | 'day' | 'courses'>,
  tallies: PlacementTally[],
): Activation {
  return judgeActivation(profile.bar, {
    sentDays: [...courses.values()].map(({ sentDays }) => sentDays),
    placement: day.hasExchange ? countPlacements(tallies) : null,
  })
}

/** What is not looked for yet is not counted. */
function countPlacements(tallies: Pick<PlacementTally, 'placement' | 'count'>[]): PlacementCounts {
  const counts: PlacementCounts = { inbox: 0, spam: 0, missing: 0, unknown: 0 }
  for (const { placement, count } of tallies) if (placement) counts[placement] += count
  return counts
}

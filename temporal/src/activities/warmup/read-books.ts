import type { DailyPlan, Domain, DomainWarmup, Mailbox, MailboxWarmup, Owner, Repositories } from '@coldframe/db'
import { type Calendar, defaultWorkingHours, isWeekend } from '../../rules/warmup/calendar.ts'
import { currentProfile } from '../../rules/warmup/current-profile.ts'
import type { DomainDay } from '../../rules/warmup/plan-domain-day.ts'
import type { WarmupProfile } from '../../rules/warmup/profiles.ts'
import { dailyCapOf } from '../../rules/warmup/provider-caps.ts'
import { gapDaysOf, rampDayOf } from '../../rules/warmup/ramp-day.ts'
import { tenantSendBudget } from '../../rules/warmup/send-budget.ts'

/** All that a domain's day is planned from, as it stands in the books. */
export interface Books {
  owner: Owner
  domain: Domain
  warmup: DomainWarmup
  /** Those that can send, or could if nobody had paused them. */
  mailboxes: Mailbox[]
  courses: Map<string, MailboxWarmup>
  profile: WarmupProfile
  today: string
  /** Its account takes part in the exchange, whether there is anybody to write to or not. */
  isWilling: boolean
  day: DomainDay
}

const sendable = ['warming', 'active', 'paused']

export async function readBooks(
  tx: Repositories,
  owner: Owner,
  domain: Domain,
  { calendar, nowMs }: { calendar: Pick<Calendar, 'localTime'>; nowMs: number },
): Promise<Books> {
  const found = await tx.warmups.get(owner, domain.id)
  const zone = found?.zone ?? 'UTC'
  const local = calendar.localTime(zone, nowMs).date
  // A zone that was moved to the west brings no day back.
  const today = found?.plannedOn && found.plannedOn > local ? found.plannedOn : local
  const isNewDay = found?.plannedOn !== today
  const mailboxes = (await tx.mailboxes.ofDomain(owner, domain.id)).filter(
    ({ status, readyAt }) => readyAt !== null && sendable.includes(status),
  )
  const known = new Map((await tx.warmups.mailboxes(owner, domain.id)).map((row) => [row.mailboxId, row]))
  const closed = found?.plannedOn && isNewDay ? await closeDays(tx, owner, domain.id, found.plannedOn, today) : noDays
  const courses = new Map(
    mailboxes.map(({ id }) => [id, closeCourse(known.get(id) ?? newCourse(owner, domain.id, id, today), closed)]),
  )
  const account = await tx.accounts.get(owner, owner.accountId)
  const isWilling = account?.hasExchange ?? false
  const hasExchange = isWilling && (await tx.warmupPool.hasOthers(owner.livemode, domain.id))
  const warmup = await tx.warmups.set(owner, domain.id, {
    startedOn: found?.startedOn ?? today,
    plannedOn: today,
    sentDays: (found?.sentDays ?? 0) + closed.sentDays.size,
    watchDays: watchDaysOf(domain, found, isNewDay),
    sendFromDay: hasExchange ? (found?.sendFromDay ?? null) : 1,
  })
  const tenant = await tx.tenants.findByDomain(owner, domain.id)
  const isTrial = (tenant?.licences ?? 0) < 1
  const providerCap = dailyCapOf(domain.provider, isTrial)
  const profile = currentProfile(warmup, providerCap)
  const day: DomainDay = {
    profile,
    providerCap,
    verdict: domain.health,
    watchDays: warmup.watchDays,
    isPaused: domain.status !== 'warming' && domain.status !== 'active',
    hasExchange,
    date: today,
    isWeekend: isWeekend(today, warmup.hours ?? defaultWorkingHours),
    rampDay: rampDayOf({ startedOn: warmup.startedOn ?? today, today, sentDays: warmup.sentDays }),
    tenantBudget: tenantSendBudget({ licences: tenant?.licences ?? 0, isTrial }),
    mailboxes: mailboxes.map((mailbox) => courseOf(mailbox, courses.get(mailbox.id), today)),
  }
  return { owner, domain, warmup, mailboxes, courses, profile, today, isWilling, day }
}

interface Closed {
  /** Of the domain. */
  sentDays: Set<string>
  byMailbox: Map<string, Set<string>>
  /** Of the day that was planned last. */
  plans: Map<string, DailyPlan>
}

const noDays: Closed = { sentDays: new Set(), byMailbox: new Map(), plans: new Map() }

/** The days since the one that was planned last, that one included. */
async function closeDays(
  tx: Repositories,
  owner: Owner,
  domainId: string,
  from: string,
  today: string,
): Promise<Closed> {
  const sent = (await tx.warmups.sent(owner, domainId, { from, to: today })).filter(({ day }) => day < today)
  const [newest] = await tx.warmups.days(owner, domainId, 1)
  const byMailbox = Map.groupBy(sent, ({ mailboxId }) => mailboxId)
  return {
    sentDays: new Set(sent.map(({ day }) => day)),
    byMailbox: new Map([...byMailbox].map(([id, rows]) => [id, new Set(rows.map(({ day }) => day))])),
    plans: new Map(newest?.plans.map((plan) => [plan.id, plan])),
  }
}

const newCourse = (owner: Owner, domainId: string, mailboxId: string, today: string): MailboxWarmup => ({
  ...owner,
  mailboxId,
  domainId,
  startedOn: today,
  sentDays: 0,
  lastSentOn: null,
  lastSendLimit: null,
  lastWarmupVolume: null,
})

/** A day that allowed nothing says nothing of what was reached before. */
function closeCourse(course: MailboxWarmup, { byMailbox, plans }: Closed): MailboxWarmup {
  const sentOn = [...(byMailbox.get(course.mailboxId) ?? [])].sort()
  const plan = plans.get(course.mailboxId)
  return {
    ...course,
    sentDays: course.sentDays + sentOn.length,
    lastSentOn: sentOn.at(-1) ?? course.lastSentOn,
    lastSendLimit: plan && plan.dailySendLimit > 0 ? plan.dailySendLimit : course.lastSendLimit,
    lastWarmupVolume: plan && plan.warmupTarget > 0 ? plan.warmupTarget : course.lastWarmupVolume,
  }
}

function courseOf({ id, status, ownLimit, limitCap }: Mailbox, course: MailboxWarmup | undefined, today: string) {
  const {
    startedOn = today,
    sentDays = 0,
    lastSentOn = null,
    lastSendLimit = null,
    lastWarmupVolume = null,
  } = course ?? {}
  return {
    id,
    rampDay: rampDayOf({ startedOn, today, sentDays }),
    gapDays: gapDaysOf({ lastSentOn, today }),
    isPaused: status === 'paused',
    ownLimit,
    rotationCap: limitCap,
    last: lastOf(lastSendLimit, lastWarmupVolume),
  }
}

const lastOf = (dailySendLimit: number | null, warmupVolume: number | null) =>
  dailySendLimit === null && warmupVolume === null
    ? null
    : { dailySendLimit: dailySendLimit ?? 0, warmupVolume: warmupVolume ?? 0 }

function watchDaysOf({ health }: Domain, found: DomainWarmup | null, isNewDay: boolean): number {
  if (health !== 'watch') return 0
  const before = found?.watchDays ?? 0
  return isNewDay ? before + 1 : Math.max(1, before)
}

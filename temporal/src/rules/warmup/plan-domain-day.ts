import { shareFairly } from './fair-share.ts'
import { bindingOf, type Limit } from './limits.ts'
import { type DomainCourse, type MailboxCourse, type Target, targetsOf } from './mailbox-targets.ts'
import { volumeOn } from './ramp.ts'
import { hashOf, shareOf } from './random.ts'
import { dayShareOfBudget } from './send-budget.ts'

export interface DomainDay extends DomainCourse {
  /** In the mailboxes' zone, `2026-03-01`. */
  date: string
  isWeekend: boolean
  /** Of the domain as a whole: days on which any of its mailboxes sent, plus one. */
  rampDay: number
  /** External recipients of its tenant in any 24 hours; one domain is one tenant. */
  tenantBudget: number
  mailboxes: readonly MailboxCourse[]
}

export interface MailboxPlan {
  id: string
  /** What the sequencer may send, in recipients: a message to three counts three. The same at weekends. */
  dailySendLimit: number
  /** What it writes to the pool on this day. */
  warmupVolume: number
  /** What it was granted before the weekend and the jitter; the next day's `last.warmupVolume`. */
  warmupTarget: number
  send: Limit
  warmup: Limit
}

/** The day of a domain: each mailbox by its own course, all of them within the domain's ramp and the tenant's budget. */
export function planDomainDay(day: DomainDay): MailboxPlan[] {
  return shareOut(day).map((share) => {
    const send = bindingOf(share.send.limits)
    const warmup = bindingOf(warmupLimits(day, share))
    const { id } = share.mailbox
    const warmupTarget = bindingOf(share.warmup.limits).value
    return { id, dailySendLimit: send.value, warmupVolume: warmup.value, warmupTarget, send, warmup }
  })
}

export interface Explanation {
  value: number
  binding: Limit
  /** Lowest first. */
  limits: Limit[]
}

/** Why a mailbox may send what it may, and not more; null for one that is not in the plan. */
export function explainMailboxDay(day: DomainDay, id: string): { send: Explanation; warmup: Explanation } | null {
  const share = shareOut(day).find(({ mailbox }) => mailbox.id === id)
  return share ? { send: explain(share.send.limits), warmup: explain(warmupLimits(day, share)) } : null
}

function explain(limits: readonly Limit[]): Explanation {
  const binding = bindingOf(limits)
  return { value: binding.value, binding, limits: [...limits].sort((a, b) => a.value - b.value) }
}

interface Share {
  mailbox: MailboxCourse
  send: Target
  warmup: Target
}

function shareOut(day: DomainDay): Share[] {
  const wanted = inFixedOrder(day.mailboxes).map((mailbox) => ({ mailbox, ...targetsOf(day, mailbox) }))
  const common = commonLimits(day)
  const total = bindingOf(common)
  const sums = wanted.map(({ send, warmup }) => send.value + warmup.value)
  const grants = shareFairly(sums, total.value)
  return wanted.map((want, index) => granted(want, grants[index] ?? 0, total))
}

function commonLimits({ profile, rampDay, tenantBudget }: DomainDay): Limit[] {
  return [
    { limit: 'domain_ramp', value: volumeOn(profile.domain, rampDay) },
    { limit: 'tenant_budget', value: dayShareOfBudget(tenantBudget) },
  ]
}

/** By a hash of their ids, so that what does not come out even always goes to the same ones and no limit flickers. */
function inFixedOrder(mailboxes: readonly MailboxCourse[]): MailboxCourse[] {
  return mailboxes
    .map((mailbox) => ({ mailbox, place: hashOf(mailbox.id) }))
    .sort((a, b) => a.place - b.place || (a.mailbox.id < b.mailbox.id ? -1 : 1))
    .map(({ mailbox }) => mailbox)
}

/** What is too little hits the sequencer's mail and the exchange by the same share. */
function granted({ mailbox, send, warmup }: Share, grant: number, total: Limit): Share {
  const sum = send.value + warmup.value
  if (grant >= sum) return { mailbox, send, warmup }
  const sendGrant = Math.floor((grant * send.value) / sum)
  const cut = ({ limits }: Target, value: number): Target => ({
    value,
    limits: [...limits, { limit: total.limit, value }],
  })
  return { mailbox, send: cut(send, sendGrant), warmup: cut(warmup, grant - sendGrant) }
}

/** Downwards only, so that no day stands above the ramp; the same whenever it is computed. */
function warmupLimits({ date, isWeekend, profile }: DomainDay, { mailbox, warmup }: Share): Limit[] {
  const target = bindingOf(warmup.limits).value
  const atWeekend = isWeekend ? Math.ceil(target * profile.weekendShare) : target
  const jitter = 1 - profile.jitterShare * shareOf(`${mailbox.id} ${date}`)
  const limits: Limit[] = [...warmup.limits]
  if (isWeekend) limits.push({ limit: 'weekend', value: atWeekend })
  return [...limits, { limit: 'jitter', value: Math.ceil(atWeekend * jitter) }]
}

import t from 'tap'
import { between, domainDay, mailboxCourse, randomProfile } from './domain-day-fixture.ts'
import { type DomainDay, type MailboxPlan, planDomainDay } from './plan-domain-day.ts'
import { createDraws, type Draws } from './random.ts'

const dateOf = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 10)
const lastOf = ({ dailySendLimit, warmupTarget }: MailboxPlan) => ({ dailySendLimit, warmupVolume: warmupTarget })
const total = (plans: MailboxPlan[]) => plans.reduce((sum, plan) => sum + plan.dailySendLimit + plan.warmupVolume, 0)

/** Forty days of a domain whose mailboxes send each day. */
function live(domain: DomainDay, verdicts: (day: number) => DomainDay['verdict']): MailboxPlan[][] {
  let { mailboxes } = domain
  let watchDays = 0
  return Array.from({ length: 40 }, (_, index) => {
    const verdict = verdicts(index)
    watchDays = verdict === 'watch' ? watchDays + 1 : 0
    const date = dateOf(index + 1)
    const day = { ...domain, date, rampDay: index + 1, isWeekend: index % 7 > 4, verdict, watchDays, mailboxes }
    const plans = planDomainDay(day)
    const byId = new Map(plans.map((plan) => [plan.id, plan]))
    mailboxes = mailboxes.map((mailbox) => {
      const plan = byId.get(mailbox.id)
      const isSending = plan !== undefined && plan.dailySendLimit + plan.warmupTarget > 0
      return isSending
        ? { ...mailbox, rampDay: mailbox.rampDay + 1, gapDays: 1, last: lastOf(plan) }
        : { ...mailbox, gapDays: mailbox.last ? mailbox.gapDays + 1 : 0 }
    })
    return plans
  })
}

function randomDomain(draws: Draws, isShort: boolean): DomainDay {
  const providerCap = between(draws, 1, 120)
  const profile = randomProfile(draws, providerCap)
  const count = between(draws, 1, 12)
  return domainDay({
    providerCap,
    hasExchange: draws.next() > 0.2,
    tenantBudget: isShort ? between(draws, 0, 2_000) : 1_000_000,
    profile: isShort ? profile : { ...profile, domain: { start: 1_000_000, step: 0, cap: 1_000_000 } },
    mailboxes: Array.from({ length: count }, (_, index) => {
      const ownLimit = draws.next() > 0.8 ? between(draws, 0, providerCap) : null
      return mailboxCourse({ id: `mbx_${index}`, ownLimit })
    }),
  })
}

const runs = 300
const draws = createDraws('domain days')
const faults = (judge: (domain: DomainDay, days: MailboxPlan[][]) => boolean, isShort: boolean, verdict?: 'random') =>
  Array.from({ length: runs }, () => randomDomain(draws, isShort)).filter((domain) => {
    const verdicts = ['unknown', 'healthy', 'watch', 'worn', 'burned'] as const
    const days = live(domain, () => (verdict ? (verdicts[between(draws, 0, 4)] ?? 'unknown') : 'healthy'))
    return !judge(domain, days)
  })

t.test('while all goes well no limit and no ramp ever falls', async (t) => {
  const isMonotone = (_: DomainDay, days: MailboxPlan[][]) =>
    days.slice(1).every((plans, index) =>
      plans.every((plan, place) => {
        const before = days[index]?.[place]
        if (!before || plan.dailySendLimit < before.dailySendLimit) return false
        return plan.dailySendLimit + plan.warmupTarget >= before.dailySendLimit + before.warmupTarget
      }),
    )
  t.strictSame(faults(isMonotone, false), [])
})

t.test('whatever happens no mailbox passes its caps, and no number is anything but a count', async (t) => {
  const isWithin = ({ providerCap, profile, mailboxes }: DomainDay, days: MailboxPlan[][]) =>
    days.flat().every(({ id, dailySendLimit, warmupVolume, warmupTarget }) => {
      const ownLimit = mailboxes.find((mailbox) => mailbox.id === id)?.ownLimit ?? providerCap
      const numbers = [dailySendLimit, warmupVolume, warmupTarget]
      return (
        numbers.every((value) => Number.isSafeInteger(value) && value >= 0) &&
        dailySendLimit <= Math.min(profile.send.cap, ownLimit) &&
        warmupVolume <= warmupTarget &&
        warmupTarget <= profile.warmup.cap &&
        dailySendLimit + warmupTarget <= providerCap
      )
    })
  t.strictSame(faults(isWithin, true, 'random'), [])
})

t.test('any two days of a tenant stay within its budget, and each day within the ramp of its domain', async (t) => {
  const isWithin = ({ tenantBudget, profile }: DomainDay, days: MailboxPlan[][]) =>
    days.every((plans, index) => {
      const { start, step, cap } = profile.domain
      const next = days[index + 1] ?? []
      return total(plans) <= Math.min(cap, start + step * index) && total(plans) + total(next) <= tenantBudget
    })
  t.strictSame(faults(isWithin, true, 'random'), [])
})

t.test('no day is more than a step above the last one that had any, whatever happened between', async (t) => {
  const isBounded = ({ profile, mailboxes }: DomainDay, days: MailboxPlan[][]) =>
    mailboxes.every(({ id }) => {
      let last: number | null = null
      return days.every((plans) => {
        const plan = plans.find((one) => one.id === id)
        const limit = plan?.dailySendLimit ?? 0
        const isFine = last === null || limit <= Math.max(profile.send.start, last + profile.send.step)
        if (plan && limit + plan.warmupTarget > 0) last = limit
        return isFine
      })
    })
  t.strictSame(faults(isBounded, true, 'random'), [])
})

t.test('worn and burned days send nothing at all', async (t) => {
  const domain = randomDomain(draws, false)
  const days = live(domain, (day) => (day % 2 === 0 ? 'worn' : 'burned'))
  t.equal(days.map(total).join(''), '0'.repeat(40))
})

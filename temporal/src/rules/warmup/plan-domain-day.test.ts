import t from 'tap'
import { domainDay, mailboxCourse } from './domain-day-fixture.ts'
import { type DomainDay, explainMailboxDay, planDomainDay } from './plan-domain-day.ts'
import { warmupProfiles } from './profiles.ts'

const planOne = (course: Parameters<typeof mailboxCourse>[0], day: Partial<DomainDay> = {}) => {
  const [plan] = planDomainDay(domainDay({ ...day, mailboxes: [mailboxCourse(course)] }))
  if (!plan) throw new Error('no plan')
  return plan
}
const own = (send: { fromDay: number; start: number; step: number; cap: number }) => ({
  ...domainDay().profile,
  send,
})

t.test('98 + step 5 with cap 100 is 100', async (t) => {
  const day = { profile: own({ fromDay: 1, start: 98, step: 5, cap: 100 }), providerCap: 100 }
  t.equal(planOne({}, day).dailySendLimit, 98)
  const plan = planOne({ rampDay: 2, last: { dailySendLimit: 98, warmupVolume: 2 } }, day)
  t.strictSame([plan.dailySendLimit, plan.warmupVolume], [100, 0], 'and the exchange gets nothing above the cap')
  t.match(plan.send, { limit: 'profile_cap' })
})

t.test('the exchange begins, the sequencer follows', async (t) => {
  t.hasStrict(planOne({ rampDay: 7 }), {
    dailySendLimit: 0,
    warmupVolume: 11,
    send: { limit: 'not_started', value: 0 },
  })
  t.hasStrict(planOne({ rampDay: 8 }), { dailySendLimit: 3, warmupVolume: 12, send: { limit: 'ramp', value: 3 } })
})

t.test('without the exchange the ramp works alone, from the first day', async (t) => {
  t.hasStrict(planOne({}, { hasExchange: false }), {
    dailySendLimit: 3,
    warmupVolume: 0,
    warmup: { limit: 'exchange_off', value: 0 },
  })
})

t.test('worn, burned and paused send nothing; no data is no reason to stop', async (t) => {
  const course = { rampDay: 30, last: { dailySendLimit: 25, warmupVolume: 25 } }
  for (const verdict of ['worn', 'burned'] as const) {
    t.match(planOne(course, { verdict }), { dailySendLimit: 0, warmupVolume: 0, send: { limit: verdict } })
  }
  t.match(planOne({ ...course, isPaused: true }), { dailySendLimit: 0, warmupVolume: 0, send: { limit: 'paused' } })
  t.match(planOne(course, { isPaused: true }), { dailySendLimit: 0, warmupVolume: 0, warmup: { limit: 'paused' } })
  t.match(planOne(course, { verdict: 'unknown' }), { dailySendLimit: 25, warmupVolume: 25 })
})

t.test('on watch the volume is held, then goes back by a step a day, not below the start', async (t) => {
  let last = { dailySendLimit: 6, warmupVolume: 16 }
  const limits = [1, 2, 3, 4, 5, 6, 7].map((watchDays) => {
    const plan = planOne({ rampDay: 12, last }, { verdict: 'watch', watchDays })
    last = { dailySendLimit: plan.dailySendLimit, warmupVolume: plan.warmupTarget }
    return plan.dailySendLimit
  })
  t.strictSame(limits, [6, 6, 5, 4, 3, 3, 3])
  t.equal(last.warmupVolume, 11)
  t.equal(planOne({ rampDay: 19, last }).dailySendLimit, 4, 'and up again by a step')
})

t.test('a limit of its user holds, and is given up step by step', async (t) => {
  t.match(planOne({ rampDay: 40, ownLimit: 4 }), { dailySendLimit: 4, send: { limit: 'own_limit' } })
  const plan = planOne({ rampDay: 41, last: { dailySendLimit: 4, warmupVolume: 25 } })
  t.match(plan, { dailySendLimit: 5, send: { limit: 'bounded_step' } })
})

t.test('after an outage a mailbox comes back lower, never above', async (t) => {
  const last = { dailySendLimit: 20, warmupVolume: 25 }
  t.equal(planOne({ rampDay: 30, gapDays: 3, last }).dailySendLimit, 21, 'a weekend is no outage')
  t.match(planOne({ rampDay: 30, gapDays: 13, last }), { dailySendLimit: 10, send: { limit: 'after_gap' } })
  t.equal(planOne({ rampDay: 30, gapDays: 300, last }).dailySendLimit, 3)
})

t.test('what stood still at nothing begins again', async (t) => {
  const last = { dailySendLimit: 0, warmupVolume: 0 }
  t.equal(planOne({ rampDay: 30, gapDays: 60, last }, { hasExchange: false }).dailySendLimit, 3)
})

t.test('weekends thin out the exchange, not the limit; jitter is the same when it is computed again', async (t) => {
  const profile = { ...warmupProfiles.standard, domain: { start: 1_000, step: 0, cap: 1_000 } }
  const course = { rampDay: 60, last: { dailySendLimit: 30, warmupVolume: 25 } }
  const saturday = planOne(course, { profile, date: '2026-03-07', isWeekend: true })
  t.equal(saturday.dailySendLimit, 30)
  t.ok(saturday.warmupVolume <= 8 && saturday.warmupVolume >= 6)
  t.equal(saturday.warmupTarget, 25, 'Monday goes on from where Friday was')
  const volumes = Array.from({ length: 20 }, (_, index) => {
    const date = `2026-03-${String(index + 9).padStart(2, '0')}`
    t.strictSame(planOne(course, { profile, date }), planOne(course, { profile, date }))
    return planOne(course, { profile, date }).warmupVolume
  })
  t.ok(new Set(volumes).size > 3, 'days differ')
  t.ok(volumes.every((volume) => volume <= 25 && volume >= 20))
})

t.test('a hundred new mailboxes are no spike of their domain', async (t) => {
  const mailboxes = Array.from({ length: 100 }, (_, index) => mailboxCourse({ id: `mbx_${index}` }))
  const plans = planDomainDay(domainDay({ profile: warmupProfiles.fast, mailboxes }))
  t.equal(
    plans.reduce((sum, plan) => sum + plan.warmupTarget + plan.dailySendLimit, 0),
    200,
  )
  t.ok(plans.every(({ warmup }) => warmup.limit === 'domain_ramp'))
})

t.test('the tenant budget is shared, and the explanation names it with all that was looked at', async (t) => {
  const course = { rampDay: 400, last: { dailySendLimit: 30, warmupVolume: 25 } }
  const mailboxes = ['a', 'b', 'c'].map((id) => mailboxCourse({ ...course, id }))
  const day = domainDay({ mailboxes, tenantBudget: 200 })
  const plans = planDomainDay(day)
  t.equal(
    plans.reduce((sum, plan) => sum + plan.dailySendLimit + plan.warmupTarget, 0),
    100,
    'half of it: any 24 hours touch two days',
  )
  const explanation = explainMailboxDay(day, 'b')
  const plan = plans.find(({ id }) => id === 'b')
  t.match(explanation, { send: { value: plan?.dailySendLimit, binding: { limit: 'tenant_budget' } } })
  t.strictSame(
    explanation?.send.limits.map(({ limit }) => limit),
    ['tenant_budget', 'profile_cap', 'bounded_step', 'ramp', 'provider_cap'],
  )
  t.equal(explanation?.warmup.value, plan?.warmupVolume)
  t.equal(explainMailboxDay(day, 'unknown'), null)
})

t.test('what a rotation leaves to a mailbox binds, and is named', async (t) => {
  const course = { rampDay: 30, last: { dailySendLimit: 25, warmupVolume: 20 } }
  const [free, draining] = planDomainDay(
    domainDay({
      mailboxes: [mailboxCourse({ ...course, id: 'mbx_1' }), mailboxCourse({ ...course, id: 'mbx_2', rotationCap: 4 })],
    }),
  ).sort((a, b) => (a.id < b.id ? -1 : 1))
  t.match(draining, { dailySendLimit: 4, send: { limit: 'rotation', value: 4 } })
  t.ok((free?.dailySendLimit ?? 0) > 4)
})

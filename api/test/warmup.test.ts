import { type DomainDay, planDomainDay, warmupProfiles } from '@coldframe/temporal/warmup'
import t from 'tap'
import { addReadyDomain, type ReadyDomain } from './fixture.ts'
import { caller, orderOf, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)

let serial = 0
const freshDomain = () => addReadyDomain(api, api.owner, `warm${++serial}.com`)
const eventsOf = async (subjectId: string) =>
  (await api.db.events.list(api.owner, { subjectId }, { limit: 50 })).rows.map(({ type }) => type).reverse()

/** The tenth day of a domain, written as the worker writes it. */
async function plan({ domain, mailbox }: ReadyDomain, change: Partial<DomainDay> = {}) {
  const day: DomainDay = {
    profile: warmupProfiles.standard,
    providerCap: 10_000,
    verdict: 'healthy',
    watchDays: 0,
    isPaused: false,
    hasExchange: true,
    date: '2026-03-11',
    isWeekend: false,
    rampDay: 10,
    tenantBudget: 10_000,
    mailboxes: [
      {
        id: mailbox.id,
        rampDay: 10,
        gapDays: 1,
        isPaused: false,
        ownLimit: null,
        rotationCap: null,
        last: { dailySendLimit: 4, warmupVolume: 13 },
      },
    ],
    ...change,
  }
  const { profile: _, ...course } = day
  const plans = planDomainDay(day)
  await api.db.warmups.set(api.owner, domain.id, {
    course: { ...course, mailboxes: [...course.mailboxes] },
    sentDays: 9,
  })
  await api.db.warmups.saveDay(api.owner, domain.id, day.date, plans)
  return plans
}

t.test('before its first day a mailbox has no plan, and nothing is invented', async (t) => {
  const { mailbox, domain } = await freshDomain()
  const { body } = await call('GET', `/v1/mailboxes/${mailbox.id}/warmup`)
  t.match(body, {
    day: null,
    send: null,
    exchange: null,
    nextChange: null,
    days: [],
    placements: [],
    profile: 'standard',
  })
  const { body: whole } = await call('GET', `/v1/domains/${domain.id}/warmup`)
  t.match(whole, {
    day: null,
    dailySendLimit: 0,
    criteria: [{ name: 'days', value: 0, needed: 21, isMet: false }, {}, {}],
  })
})

t.test('a mailbox tells what it may send, which limit binds and what comes next', async (t) => {
  const fresh = await freshDomain()
  await plan(fresh)
  const { body } = await call('GET', `/v1/mailboxes/${fresh.mailbox.id}/warmup`)
  t.match(body, {
    day: 10,
    send: { value: 5, binding: { limit: 'ramp', value: 5 } },
    nextChange: { inDays: 1, dailySendLimit: 6 },
    days: [{ date: '2026-03-11', dailySendLimit: 5, sent: 0 }],
  })
  const values = body.send.limits.map(({ value }: { value: number }) => value)
  t.same(
    values,
    values.toSorted((a: number, b: number) => a - b),
    'the lowest first',
  )
  t.match(body.exchange.binding.limit, /^(jitter|ramp)$/, 'the jitter of a mailbox lowers its day or leaves it')
  t.same(body.exchange.binding, body.exchange.limits[0])
  await plan(fresh, { verdict: 'worn' })
  t.match(await call('GET', `/v1/mailboxes/${fresh.mailbox.id}/warmup`), {
    body: { send: { value: 0, binding: { limit: 'worn' } }, nextChange: null },
  })
})

t.test('where messages landed is told by provider, with its interval', async (t) => {
  const { domain, mailbox } = await freshDomain()
  const base = { domainId: domain.id, fromMailboxId: mailbox.id, toDomainId: domain.id, day: '2026-03-11', week: 2931 }
  const rows = ['a', 'b', 'c'].map((to) => ({
    ...base,
    id: to + domain.id,
    toMailboxId: to,
    toProvider: 'microsoft365',
    sendAt: new Date(),
  }))
  await api.db.warmupMessages.plan(api.owner, rows)
  for (const [index, { id }] of rows.entries()) {
    const placement = index === 0 ? 'spam' : 'inbox'
    await api.db.warmupMessages.change(false, id, {
      status: 'sent',
      placement,
      repliedAt: index === 2 ? new Date() : null,
    })
  }
  const { body } = await call('GET', `/v1/domains/${domain.id}/warmup`)
  t.match(body.placements, [{ provider: 'microsoft365', inbox: 2, spam: 1, missing: 0, unknown: 0 }])
  const [{ inboxShare, lower, upper }] = body.placements
  t.ok(lower < inboxShare && inboxShare < upper)
  t.equal(body.replies, 1)
})

t.test('the ramp is a picture, by its own media type', async (t) => {
  const fresh = await freshDomain()
  await plan(fresh)
  for (const path of [`domains/${fresh.domain.id}`, `mailboxes/${fresh.mailbox.id}`]) {
    const answer = await call('GET', `/v1/${path}/warmup.svg`)
    t.match(answer.headers['content-type'], 'image/svg+xml')
    t.match(answer.body, /^<svg [\s\S]*5 to send[\s\S]*<\/svg>/)
  }
  t.match(await call('GET', '/v1/domains/dom_01jd8k5f9q4rwxyzabcdefghjk/warmup.svg'), {
    status: 404,
    body: { code: 'domain_not_found' },
  })
})

t.test('a pause counts at once, and once; it ends when a person says so', async (t) => {
  const { mailbox } = await freshDomain()
  await api.db.mailboxes.update(api.owner, mailbox.id, { dailySendLimit: 7 })
  const path = `/v1/mailboxes/${mailbox.id}`
  t.match(await call('POST', `${path}/resume`), { status: 409, body: { code: 'mailbox_not_paused' } })
  t.match(await call('POST', `${path}/pause`), {
    status: 200,
    body: { status: 'paused', pausedBy: 'user', dailySendLimit: 0 },
  })
  t.match(await call('POST', `${path}/pause`), { status: 409, body: { code: 'mailbox_paused' } })
  t.match(await call('POST', `${path}/resume`), { status: 200, body: { status: 'warming', pausedBy: null } })
  t.same(await eventsOf(mailbox.id), ['mailbox.paused', 'mailbox.limit_changed', 'mailbox.resumed'])
  const { rows } = await api.sql.query(`select message from outbox where message->>'workflowId' = $1`, [
    `run-domain/${mailbox.domainId}`,
  ])
  t.same(
    rows.map(({ message }) => message.signal),
    ['look_again', 'look_again'],
  )
})

t.test('a pause of the platform becomes the person’s who asks for it', async (t) => {
  const { mailbox } = await freshDomain()
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'paused', pausedBy: 'platform' })
  t.match(await call('POST', `/v1/mailboxes/${mailbox.id}/pause`), { status: 200, body: { pausedBy: 'user' } })
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'retired', retiredAt: new Date() })
  t.match(await call('POST', `/v1/mailboxes/${mailbox.id}/resume`), { status: 409, body: { code: 'mailbox_ended' } })
})

t.test(
  'a limit of one’s own holds the mailbox down from its next plan on, never above the cap of the provider',
  async (t) => {
    const fresh = await freshDomain()
    const path = `/v1/mailboxes/${fresh.mailbox.id}`
    t.match(await call('PATCH', path, { body: { ownDailyLimit: 10_001 } }), {
      status: 422,
      body: { code: 'warmup_limit_above_cap', detail: /ownDailyLimit is above 10000,/ },
    })
    for (const ownDailyLimit of [-1, 1.5, '3'])
      t.match(await call('PATCH', path, { body: { ownDailyLimit } }), {
        status: 422,
        body: { code: 'validation_failed' },
      })
    t.match(
      await call('GET', path),
      { body: { ownDailyLimit: null, version: fresh.mailbox.version } },
      'nothing changed',
    )

    t.match(await call('PATCH', path, { body: { ownDailyLimit: 3 } }), {
      status: 200,
      body: { ownDailyLimit: 3, operationId: null },
    })
    t.equal((await call('PATCH', path, { body: { ownDailyLimit: 3 } })).body.version, fresh.mailbox.version + 1, 'once')
    const { rows } = await api.sql.query(`select message from outbox where message->>'workflowId' = $1`, [
      `run-domain/${fresh.domain.id}`,
    ])
    t.same(
      rows.map(({ message }) => message.signal),
      ['look_again'],
    )
    const course = { id: fresh.mailbox.id, rampDay: 10, gapDays: 1, isPaused: false, rotationCap: null, last: null }
    await plan(fresh, { mailboxes: [{ ...course, ownLimit: 3 }] })
    t.match(await call('GET', `${path}/warmup`), {
      body: { send: { value: 3, binding: { limit: 'own_limit', value: 3 } } },
    })
    t.match(await call('PATCH', path, { body: { ownDailyLimit: null } }), { body: { ownDailyLimit: null } })
  },
)

t.test('settings are taken with the order or later, and refused where they do not fit', async (t) => {
  const order = (warmup: unknown) =>
    call('POST', '/v1/domains', { body: { ...orderOf(`warm${++serial}.com`), warmup } })
  const taken = await order({ profile: 'fast', timeZone: 'europe/zurich', send: { cap: 35 } })
  t.equal(taken.status, 202)
  const path = `/v1/domains/${taken.body.id}`
  t.match(await call('GET', `${path}/warmup`), { body: { profile: 'fast', timeZone: 'Europe/Zurich' } })
  t.equal((await call('PATCH', path, { body: { warmup: { exchange: { cap: 10 } } } })).status, 200)
  t.match(await api.db.warmups.get(api.owner, taken.body.id), {
    choice: { profile: 'fast', send: { cap: 35 }, warmup: { cap: 10 } },
  })
  t.match(await order({ profile: 'turbo' }), {
    status: 422,
    body: { errors: [{ path: 'warmup.profile', code: 'invalid_value' }] },
  })
  t.match(await order({ timeZone: 'Europe/Atlantis' }), {
    status: 422,
    body: { errors: [{ path: 'warmup.timeZone', code: 'time_zone_unknown' }] },
  })
  t.match(await order({ send: { cap: 10_001 } }), {
    status: 422,
    body: { code: 'warmup_limit_above_cap', detail: /warmup\.send\.cap is above 10000/ },
  })
  t.match(await order({ exchange: { start: 30, cap: 5 } }), {
    status: 422,
    body: { code: 'warmup_numbers_invalid', detail: /warmup\.exchange\.start/ },
  })
  t.match(await order({ startsOn: '2030-01-01' }), { status: 422, body: { errors: [{ code: 'unknown_field' }] } })
})

t.test('an account can leave the exchange, and choose its language', async (t) => {
  const sub = await call('POST', '/v1/accounts', { body: { name: 'Acme' } })
  const path = `/v1/accounts/${sub.body.id}`
  t.match(await call('GET', path), { body: { warmupExchange: true, warmupLanguage: 'en' } })
  const body = { warmupExchange: false, warmupLanguage: 'de' }
  t.match(await call('PATCH', path, { body }), { status: 200, body })
})

t.test('the budget of a tenant is told, with what today’s limits come to', async (t) => {
  const fresh = await freshDomain()
  const plans = await plan(fresh)
  const path = `/v1/tenants/${fresh.tenantId}/send-budget`
  t.match(await call('GET', path), { body: { licences: 0, isTrial: true, budget: 5_000, dayShare: 2_500 } })
  await api.db.tenants.update(api.owner, fresh.tenantId, { licences: 100 })
  const planned = plans.reduce((sum, one) => sum + one.dailySendLimit + one.warmupVolume, 0)
  t.match(await call('GET', path), { body: { isTrial: false, budget: 22_059, planned, sent: 0, remaining: 22_059 } })
})

import t from 'tap'
import { addReadyDomain } from './fixture.ts'
import { addSubAccount } from './parties.ts'
import { caller, startApi } from './support.ts'

const api = await startApi(t)
const call = caller(api)
const now = new Date('2026-11-20T12:00:00Z')
api.now.value = now
const HOUR_MS = 3_600_000
const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString()

let serial = 0
const place = (owner = api.owner) => addReadyDomain(api, owner, `signals${++serial}.com`)
const signalOf = (mailboxId: string, more: object = {}) => ({
  id: `signal-${++serial}`,
  mailboxId,
  type: 'sent',
  at: ago(1),
  ...more,
})
const post = (signals: unknown[], options: { key?: string; headers?: Record<string, string> } = {}) =>
  call('POST', '/v1/signals', { body: { signals }, ...options })
const daysOf = async (domainId: string, query = '') =>
  (await call('GET', `/v1/domains/${domainId}/signals${query}`)).body

t.test('each signal is counted, refused with its index and a code, or known already', async (t) => {
  const { domain, mailbox } = await place()
  const good = signalOf(mailbox.id)
  const { status, body } = await post([
    good,
    signalOf('mbx_01jd8k5f9q4rwxyzabcdefghjm'),
    signalOf(mailbox.id, { at: ago(-2) }),
    signalOf(mailbox.id, { at: ago(30 * 24 + 1) }),
    signalOf(mailbox.id, { bounceClass: 'rate' }),
    { ...good, type: 'bounced' },
    signalOf(mailbox.id, { at: ago(-0.9) }),
    signalOf(mailbox.id, { at: ago(30 * 24 - 1) }),
  ])
  t.equal(status, 200)
  t.match(body, { accepted: 3, duplicates: 1 })
  t.same(
    body.refused.map(({ index, code }: { index: number; code: string }) => [index, code]),
    [
      [1, 'mailbox_not_found'],
      [2, 'signal_in_future'],
      [3, 'signal_too_old'],
      [4, 'bounce_class_misplaced'],
    ],
  )
  t.match(await daysOf(domain.id), { totals: { sent: 2, bounced: 0 } }, 'the oldest is before the last 30 days')
  t.match(await daysOf(domain.id, '?from=2026-10-01'), { totals: { sent: 3 }, days: [{ day: '2026-10-21' }, {}] })
  t.match((await post([good, good])).body, { accepted: 0, duplicates: 2, refused: [] })
})

t.test('an id whose first signal was refused is free', async (t) => {
  const { mailbox } = await place()
  const signal = signalOf(mailbox.id)
  const { body } = await post([{ ...signal, at: ago(-5) }, signal])
  t.match(body, { accepted: 1, duplicates: 0, refused: [{ index: 0, id: signal.id }] })
})

t.test(
  'a mailbox of another account, of the other mode or of a sub-account is as one that does not exist',
  async (t) => {
    const stranger = await api.newAccount()
    const sub = await addSubAccount(api)
    const live = { ...api.owner, livemode: true }
    const foreign = [await place(stranger.owner), await place(live), await place(sub.owner)]
    const { body } = await post([
      signalOf('mbx_01jd8k5f9q4rwxyzabcdefghjm'),
      ...foreign.map(({ mailbox }) => signalOf(mailbox.id)),
    ])
    t.equal(body.accepted, 0)
    const words = body.refused.map(({ code, message }: Record<string, string>) => `${code} ${message}`)
    t.equal(words.length, 4)
    t.equal(new Set(words).size, 1)
    const [theirs] = foreign
    const accepted = await post([signalOf(theirs?.mailbox.id ?? '')], { key: stranger.key })
    t.equal(accepted.body.accepted, 1, 'its holder can')
  },
)

t.test('what the server said decides the class of a bounce; without it, the caller’s word', async (t) => {
  const { domain, mailbox } = await place()
  const bounce = (more: object) => signalOf(mailbox.id, { type: 'bounced', recipientDomain: 'Gmail.com', ...more })
  await post([
    bounce({ diagnostic: '550 5.1.1 The email account that you tried to reach does not exist.' }),
    bounce({ diagnostic: '550 5.1.1 too many messages this hour', bounceClass: 'recipient_unknown' }),
    bounce({ diagnostic: 'no', bounceClass: 'domain_blocked', permanence: 'hard' }),
    bounce({ bounceClass: 'recipient_unknown' }),
    bounce({}),
  ])
  const { totals, days } = await daysOf(domain.id)
  t.match(totals, {
    bounced: 5,
    bounces: { hard: 2, recipientUnknown: 2, rate: 1, domainBlocked: 1, other: 1 },
  })
  t.match(days, [{ recipientProvider: 'google', bounced: 5 }])
})

t.test('days are told by recipient provider, of the domain and of each mailbox', async (t) => {
  const { domain, mailbox } = await place()
  const [second] = await api.db.mailboxes.insert(api.owner, domain.id, [
    { localPart: 'bob', address: `bob@${domain.name}`, displayName: 'Bob' },
  ])
  await post([
    signalOf(mailbox.id, { recipientProvider: 'proofpoint' }),
    signalOf(mailbox.id, { recipientDomain: 'hotmail.co.uk', at: ago(24) }),
    signalOf(second?.id ?? '', { type: 'placed_spam', campaign: 'spring' }),
    signalOf(second?.id ?? '', { type: 'placed_inbox' }),
  ])
  t.match(await daysOf(domain.id), {
    mailboxId: null,
    from: '2026-10-22',
    to: '2026-11-20',
    totals: { sent: 2, placedSpam: 1, placedInbox: 1 },
    days: [
      { day: '2026-11-19', recipientProvider: 'microsoft', sent: 1 },
      { day: '2026-11-20', recipientProvider: 'proofpoint', sent: 1 },
      { day: '2026-11-20', recipientProvider: 'unknown', placedInbox: 1, placedSpam: 1 },
    ],
  })
  const { body } = await call('GET', `/v1/mailboxes/${second?.id}/signals`)
  t.match(body, { mailboxId: second?.id, totals: { sent: 0, placedSpam: 1 }, days: [{}] })
  t.match(await daysOf(domain.id, '?to=2026-11-19'), { from: '2026-10-21', totals: { sent: 1, placedSpam: 0 } })
  t.match(await daysOf(domain.id, '?from=0000-01-01&to=0000-01-02'), { days: [], totals: { sent: 0 } })
  t.match(await daysOf(domain.id, '?from=2020-01-01'), { from: '2026-08-21' }, 'of many days the last')
})

t.test('a call with a fault of form is refused as a whole, and names the item', async (t) => {
  const { mailbox } = await place()
  const good = signalOf(mailbox.id)
  const faults: [object, object][] = [
    [{ type: 'warmup_inbox' }, { path: 'signals.1.type', code: 'invalid_value' }],
    [{ at: 'yesterday' }, { path: 'signals.1.at', code: 'invalid_format' }],
    [{ id: 'with space' }, { path: 'signals.1.id', code: 'invalid_format' }],
    [{ colour: 'red' }, { path: 'signals.1.colour', code: 'unknown_field' }],
    [{ diagnostic: 'x\0' }, { path: 'signals.1.diagnostic', code: 'text_not_storable' }],
    [{ diagnostic: 'x'.repeat(2_001) }, { path: 'signals.1.diagnostic', code: 'too_big' }],
  ]
  for (const [more, fault] of faults)
    t.match(await post([good, signalOf(mailbox.id, more)]), { status: 422, body: { errors: [fault] } })
  for (const count of [0, 5_001])
    t.match(await post(Array.from({ length: count }, () => signalOf(mailbox.id))), {
      status: 422,
      body: { errors: [{ path: 'signals' }] },
    })
  t.match((await post([good])).body, { accepted: 1 }, 'nothing of them was counted')
})

t.test('5,000 signals at once, and as much as 8 MiB', async (t) => {
  const { domain, mailbox } = await place()
  const signals = Array.from({ length: 5_000 }, (_, index) =>
    signalOf(mailbox.id, { type: 'deferred', diagnostic: `${index} ${'x'.repeat(1_300)}` }),
  )
  t.match(await post(signals), { status: 200, body: { accepted: 5_000, duplicates: 0, refused: [] } })
  t.match(await daysOf(domain.id), { totals: { deferred: 5_000 } })
  const tooMuch = signals.map((signal) => ({ ...signal, diagnostic: 'x'.repeat(1_900) }))
  t.match(await post(tooMuch), { status: 413, body: { code: 'body_too_large', detail: /8388608/ } })
})

t.test('with an Idempotency-Key the first answer comes again; with none, the ids do the same', async (t) => {
  const { mailbox } = await place()
  const signals = [signalOf(mailbox.id)]
  const headers = { 'idempotency-key': 'signals-1' }
  const first = await post(signals, { headers })
  const again = await post(signals, { headers })
  t.same(again.body, first.body)
  t.equal(again.headers['idempotent-replayed'], 'true')
  t.match((await post(signals)).body, { accepted: 0, duplicates: 1 })
})

t.test('words that say the account is restricted stop the mailbox at once; old and repeated ones do not', async (t) => {
  const { domain, mailbox } = await place()
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'active', dailySendLimit: 30 })
  const refused = { type: 'bounced', diagnostic: '550 5.1.8 Access denied, bad outbound sender' }
  const status = async () => (await api.db.mailboxes.get(api.owner, mailbox.id))?.status
  const newest = signalOf(mailbox.id, refused)
  await post([signalOf(mailbox.id, { ...refused, at: ago(25) }), signalOf(mailbox.id)])
  t.equal(await status(), 'active', 'yesterday’s words are the verdict’s')
  t.match((await post([newest])).body, { accepted: 1 })
  t.match(await api.db.mailboxes.get(api.owner, mailbox.id), {
    ...{ status: 'paused', pausedBy: 'platform', dailySendLimit: 0 },
  })
  const { rows } = await api.sql.query('select type from events where subject_id = $1 order by sequence', [mailbox.id])
  t.same(
    rows.slice(-2).map(({ type }) => type),
    ['mailbox.paused', 'mailbox.limit_changed'],
  )
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'active', pausedBy: null })
  t.match((await post([newest])).body, { accepted: 0, duplicates: 1 })
  t.equal(await status(), 'active')
  t.match(await daysOf(domain.id), { totals: { bounces: { accountRestricted: 2 } } })
})

t.test('a restriction that was told before stops nobody again when it comes beside something new', async (t) => {
  const { mailbox } = await place()
  const [second] = await api.db.mailboxes.insert(api.owner, mailbox.domainId, [
    { localPart: 'cleo', address: `cleo@mixed${serial}.com`, displayName: 'Cleo' },
  ])
  const both = [mailbox.id, second?.id ?? '']
  for (const id of both) await api.db.mailboxes.update(api.owner, id, { status: 'active', dailySendLimit: 30 })
  const status = async () => Promise.all(both.map(async (id) => (await api.db.mailboxes.get(api.owner, id))?.status))
  const refused = { type: 'bounced', bounceClass: 'account_restricted' }
  const known = signalOf(mailbox.id, refused)
  await post([known])
  t.same(await status(), ['paused', 'active'])
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'active', pausedBy: null })
  t.match((await post([known, signalOf(mailbox.id)])).body, { accepted: 1, duplicates: 1 })
  t.same(await status(), ['active', 'active'], 'beside a message that was sent')
  t.match((await post([known, signalOf(second?.id ?? '', refused)])).body, { accepted: 1, duplicates: 1 })
  t.same(await status(), ['active', 'paused'], 'beside the restriction of another mailbox')
  t.match((await post([known, signalOf(mailbox.id, refused)])).body, { accepted: 1, duplicates: 1 })
  t.same(await status(), ['paused', 'paused'], 'a new refusal stops it again')
})

t.test('what a person paused stays theirs', async (t) => {
  const { mailbox } = await place()
  await api.db.mailboxes.update(api.owner, mailbox.id, { status: 'paused', pausedBy: 'user' })
  await post([signalOf(mailbox.id, { type: 'bounced', bounceClass: 'account_restricted' })])
  t.match(await api.db.mailboxes.get(api.owner, mailbox.id), { status: 'paused', pausedBy: 'user' })
})

t.test('where days are shorter, a signal counts on the day of that clock; its own time is real', async (t) => {
  const { domain, mailbox } = await place()
  await api.db.clocks.setPace(false, 60)
  t.teardown(() => api.db.clocks.setPace(false, 86_400))
  const { ownTimeOf } = await api.db.clocks.read(false)
  api.now.value = new Date(Date.now() + 240_000)
  t.teardown(() => {
    api.now.value = now
  })
  const at = new Date(Date.now() + 180_000)
  t.match((await post([signalOf(mailbox.id, { at: at.toISOString() })])).body, { accepted: 1 })
  const { days } = await daysOf(domain.id)
  t.match(days, [{ day: ownTimeOf(at).toISOString().slice(0, 10), sent: 1 }])
})

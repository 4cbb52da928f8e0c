import pg from 'pg'
import t from 'tap'
import { keepPartitions, type NewSignal } from '../src/index.ts'
import { insertDomain, setUp, skipReason } from './support.ts'

const DAY_MS = 86_400_000
const today = new Date()
const dayOf = (at: Date) => at.toISOString().slice(0, 10)
const daysAgo = (days: number) => new Date(today.getTime() - days * DAY_MS)
const wide = { from: dayOf(daysAgo(60)), to: dayOf(today) }

t.test('signals', { skip: skipReason }, async (t) => {
  const { db, url, owner, stranger } = await setUp(t)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())

  async function place(who = owner, name = `signals${Math.random().toString(36).slice(2)}.com`) {
    const domain = await insertDomain(db, who, name)
    const [mailbox] = await db.mailboxes.insert(who, domain.id, [
      { localPart: 'anna', address: `anna@${name}`, displayName: 'Anna' },
    ])
    return { domainId: domain.id, mailboxId: mailbox?.id ?? '' }
  }
  let serial = 0
  const signalOf = (at: { domainId: string; mailboxId: string }, more: Partial<NewSignal> = {}): NewSignal => ({
    id: `signal-${++serial}`,
    ...at,
    type: 'sent',
    at: today,
    recipientProvider: 'google',
    recipientDomain: null,
    campaign: null,
    bounceClass: null,
    permanence: null,
    diagnostic: null,
    ...more,
  })
  const storedOf = async (mailboxId: string) =>
    (await client.query('select * from signals where mailbox_id = $1 order by id', [mailboxId])).rows

  await t.test('are counted by day, recipient provider and class, and stored as they came', async (t) => {
    const at = await place()
    const text = 'said "no"; \\ {a,b} NULL, ünïcode'
    const recorded = await db.signals.record(owner, [
      signalOf(at),
      signalOf(at, { type: 'delivered' }),
      signalOf(at, { recipientProvider: 'microsoft' }),
      signalOf(at, { type: 'bounced', bounceClass: 'rate', permanence: 'soft', diagnostic: text, campaign: 'NULL' }),
      signalOf(at, { type: 'bounced', bounceClass: 'recipient_unknown', permanence: 'hard', at: daysAgo(3) }),
    ])
    t.match(recorded, { count: 5 })
    t.match(await db.mailboxDays.ofDomain(owner, at.domainId, wide), [
      { day: dayOf(daysAgo(3)), bounced: 1, bouncedHard: 1, recipientUnknown: 1, sent: 0 },
      { day: dayOf(today), recipientProvider: 'google', sent: 1, delivered: 1, bounced: 1, rate: 1, bouncedHard: 0 },
      { day: dayOf(today), recipientProvider: 'microsoft', sent: 1, delivered: 0 },
    ])
    const rows = await storedOf(at.mailboxId)
    t.match(
      rows.find(({ diagnostic }) => diagnostic !== null),
      { diagnostic: text, campaign: 'NULL', at: today },
    )
    t.equal(rows.length, 5)
    const campaigns = await db.mailboxDays.byCampaign(owner, [at.domainId], wide)
    t.same(campaigns.map(({ campaign }) => campaign).sort(), ['', '', '', 'NULL'])
  })

  await t.test('come once by their id: in a call, in another one, and on another day', async (t) => {
    const at = await place()
    const first = signalOf(at)
    t.match(await db.signals.record(owner, [first, { ...first, type: 'bounced' }]), { count: 1 })
    t.match(await db.signals.record(owner, [first, { ...first, at: daysAgo(5) }, signalOf(at)]), { count: 1 })
    t.match(await db.mailboxDays.ofDomain(owner, at.domainId, wide), [{ sent: 2, bounced: 0 }])
    t.equal((await storedOf(at.mailboxId)).length, 2)
  })

  await t.test('an id is the account’s own, in its mode', async (t) => {
    const mine = signalOf(await place())
    const theirs = { ...mine, ...(await place(stranger)) }
    t.match(
      [await db.signals.record(owner, [mine]), await db.signals.record(stranger, [theirs])],
      [{ count: 1 }, { count: 1 }],
    )
  })

  await t.test('what is undone counts nothing, and may come again', async (t) => {
    const at = await place()
    const signal = signalOf(at)
    await t.rejects(
      db.transactionFor(owner, async (tx) => {
        t.match(await tx.signals.record(owner, [signal]), { count: 1 })
        throw new Error('The process dies here')
      }),
    )
    t.same(await db.mailboxDays.ofDomain(owner, at.domainId, wide), [])
    t.match(await db.signals.record(owner, [signal]), { count: 1 })
  })

  await t.test('eight callers with the same thousand at once, each in its own order, count them once', async (t) => {
    const places = await Promise.all([place(), place(), place()])
    const all = Array.from({ length: 1_000 }, (_, index) =>
      signalOf(places[index % 3] ?? { domainId: '', mailboxId: '' }),
    )
    const shuffled = () => [...all].sort(() => Math.random() - 0.5)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => db.transactionFor(owner, (tx) => tx.signals.record(owner, shuffled()))),
    )
    t.equal(
      answers.reduce((sum, accepted) => sum + accepted.count, 0),
      1_000,
    )
    const days = await Promise.all(places.map(({ domainId }) => db.mailboxDays.ofDomain(owner, domainId, wide)))
    t.same(
      days.flat().map(({ sent }) => sent),
      [334, 333, 333],
    )
  })

  await t.test('another account’s mailboxes have no domain, and its counts are not seen', async (t) => {
    const theirs = await place(stranger)
    const mine = await place()
    await db.signals.record(stranger, [signalOf(theirs)])
    const ids = [theirs.mailboxId, mine.mailboxId, 'mbx_none', '{"NULL"}']
    t.same(await db.signals.domainsOfMailboxes(owner, ids), new Map([[mine.mailboxId, mine.domainId]]))
    t.same(await db.mailboxDays.ofDomain(owner, theirs.domainId, wide), [])
    await db.transactionFor(owner, async (tx) => {
      t.same(await tx.mailboxDays.ofDomain(stranger, theirs.domainId, wide), [])
      t.same(await tx.mailboxDays.ofMailbox(stranger, { id: theirs.mailboxId, domainId: theirs.domainId }, wide), [])
    })
    await t.rejects(
      db.transactionFor(owner, (tx) => tx.signals.record(stranger, [signalOf(theirs)])),
      { code: '42501' },
    )
  })

  await t.test(
    'lie in the partition of their day, which nobody reads by its name; old days go as wholes',
    async (t) => {
      const at = await place()
      const late = daysAgo(29)
      await db.signals.record(owner, [signalOf(at), signalOf(at, { at: late })])
      const partitions = await client.query(
        'select tableoid::regclass::text as name from signals where mailbox_id = $1 order by at',
        [at.mailboxId],
      )
      const nameOf = (day: Date) => `signals_${dayOf(day).replaceAll('-', '')}`
      t.same(
        partitions.rows.map(({ name }) => name),
        [nameOf(late), nameOf(today)],
      )
      await client.query('begin; set local role coldframe_app')
      await t.rejects(client.query(`select * from ${nameOf(today)}`), { code: '42501' })
      await client.query('rollback')
      const { domainId } = at
      const before = await db.mailboxDays.ofDomain(owner, domainId, wide)
      await keepPartitions(db, new Date(today.getTime() + 65 * DAY_MS))
      const kept = (await db.partitions.parts('signals')).map(({ name }) => name)
      t.notOk(kept.includes(nameOf(late)))
      t.ok(kept.includes(nameOf(today)))
      t.ok(kept.includes(nameOf(new Date(today.getTime() + 79 * DAY_MS))))
      t.same(await db.mailboxDays.ofDomain(owner, domainId, wide), before, 'what was counted stays')
      t.same((await client.query('select count(*)::int from signal_keys')).rows, [{ count: 0 }])
    },
  )
})

import pg from 'pg'
import t from 'tap'
import { keepPartitions } from '../src/index.ts'
import { sampleEvents, setUp, skipReason } from './support.ts'

const DAY_MS = 86_400_000

t.test('weekly partitions', { skip: skipReason }, async (t) => {
  const { db, url, owner } = await setUp(t)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  const partitionOf = async (id: string) =>
    (await client.query('select tableoid::regclass::text as name from events where id = $1', [id])).rows[0]?.name

  await t.test('eight weeks lie ahead, and keeping them twice changes nothing', async (t) => {
    const later = new Date(Date.now() + 30 * DAY_MS)
    await keepPartitions(db, later)
    const weeks = await db.partitions.parts('events')
    t.ok((weeks.at(-1)?.startsAt.getTime() ?? 0) > later.getTime() + 49 * DAY_MS)
    t.ok(weeks.every(({ startsAt }) => startsAt.getUTCDay() === 1))
    await keepPartitions(db, later)
    t.same(await db.partitions.parts('events'), weeks)
  })

  await t.test('a row of a week that is not there is kept all the same, and moves when its week is made', async (t) => {
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(1)))
    const [event] = await db.events.listAfter(owner, { afterSequence: 0, limit: 1 })
    const id = event?.id ?? ''
    const farAway = new Date(Date.now() + 400 * DAY_MS)
    await client.query('update events set created_at = $2 where id = $1', [id, farAway])
    t.equal(await partitionOf(id), 'events_default')
    await db.partitions.addWeek('events', farAway)
    t.match(await partitionOf(id), /^events_\d{8}$/)
    t.equal((await db.events.get(owner, id))?.id, id)
  })

  await t.test('weeks that ended more than 90 days ago are dropped as wholes, younger ones are kept', async (t) => {
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(2)))
    const before = await db.partitions.parts('events')
    const now = new Date(Date.now() + 98 * DAY_MS)
    await keepPartitions(db, now)
    const names = (await db.partitions.parts('events')).map(({ name }) => name)
    const dropped = before.filter(({ name }) => !names.includes(name))
    t.ok(dropped.length >= 1)
    t.ok(dropped.every(({ startsAt }) => startsAt.getTime() + 97 * DAY_MS <= now.getTime()))
    t.ok(
      before
        .filter(({ startsAt }) => startsAt.getTime() + 97 * DAY_MS > now.getTime())
        .every(({ name }) => names.includes(name)),
    )
  })

  await t.test('nobody reads a partition by its own name past the walls between accounts', async (t) => {
    await db.transaction((tx) => tx.events.append(owner, sampleEvents(1)))
    const { rows } = await client.query(
      "select tableoid::regclass::text as name from events where created_at > now() - interval '1 hour'",
    )
    await client.query('begin; set local role coldframe_app')
    const reading = client.query(`select * from ${rows[0].name}`)
    await t.rejects(reading, { code: '42501' }, 'permission denied')
    await client.query('rollback')
  })
})

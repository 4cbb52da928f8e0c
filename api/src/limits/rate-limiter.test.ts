import t from 'tap'
import { createRateLimiter, type RatePolicy } from './rate-limiter.ts'

/** The window as Postgres keeps it, in memory, on the same clock. */
function createWindow({ limit, windowMs }: RatePolicy) {
  const clock = { now: 0 }
  const window = { startedAt: 0, used: 0, leases: 0 }
  const lease = async (_: string, { want }: { want: number }) => {
    window.leases += 1
    if (clock.now >= window.startedAt + windowMs) Object.assign(window, { startedAt: clock.now, used: 0 })
    const granted = Math.min(want, limit - window.used)
    window.used += granted
    return { granted, left: limit - window.used, endsInMs: window.startedAt + windowMs - clock.now }
  }
  const replica = () =>
    createRateLimiter({ db: { rateWindows: { lease } }, policy: { limit, windowMs }, now: () => clock.now })
  return { clock, window, replica }
}

async function count(times: number, spend: () => Promise<{ isAllowed: boolean }>): Promise<number> {
  let allowed = 0
  for (let i = 0; i < times; i++) if ((await spend()).isAllowed) allowed += 1
  return allowed
}

t.test('one replica lets exactly the limit through, and asks the database seldom', async (t) => {
  const { replica, window } = createWindow({ limit: 600, windowMs: 60_000 })
  const one = replica()
  t.equal(await count(1_000, () => one.spend('key')), 600)
  t.ok(window.leases < 60, `${window.leases} leases for 1000 requests`)
})

t.test('what is left goes down to none, and the reset never moves', async (t) => {
  const { replica, clock } = createWindow({ limit: 3, windowMs: 60_000 })
  const one = replica()
  t.match(await one.spend('key'), { isAllowed: true, remaining: 2, resetsInMs: 60_000 })
  clock.now = 10_000
  t.match(await one.spend('key'), { isAllowed: true, remaining: 1, resetsInMs: 50_000 })
  t.match(await one.spend('key'), { isAllowed: true, remaining: 0 })
  t.match(await one.spend('key'), { isAllowed: false, remaining: 0, resetsInMs: 50_000 })
  clock.now = 60_000
  t.match(await one.spend('key'), { isAllowed: true, remaining: 2, resetsInMs: 60_000 })
})

t.test('replicas share the budget: together they let the limit through, and strand little of it', async (t) => {
  const { replica } = createWindow({ limit: 600, windowMs: 60_000 })
  const replicas = [replica(), replica(), replica()]
  let turn = 0
  const spend = async () => replicas[turn++ % 3]?.spend('key') ?? { isAllowed: false }
  const allowed = await count(3_000, spend)
  t.ok(allowed <= 600 && allowed >= 590, `${allowed} of 600`)
})

t.test('requests that come at once share one look at the database', async (t) => {
  const { replica, window } = createWindow({ limit: 100, windowMs: 60_000 })
  const one = replica()
  const standings = await Promise.all(Array.from({ length: 10 }, () => one.spend('key')))
  t.equal(standings.filter(({ isAllowed }) => isAllowed).length, 10)
  t.equal(window.leases, 1)
})

t.test('a request that counts as many takes all of them, or none', async (t) => {
  const { replica, clock, window } = createWindow({ limit: 100, windowMs: 60_000 })
  const one = replica()
  t.match(await one.spend('key', 60), { isAllowed: true, remaining: 40 })
  t.match(await one.spend('key', 41), { isAllowed: false, remaining: 40 })
  t.match(await one.spend('key', 40), { isAllowed: true, remaining: 0 })
  t.match(await one.spend('key'), { isAllowed: false, remaining: 0 })
  t.equal(window.used, 100)
  clock.now = 60_000
  t.match(await one.spend('key', 101), { isAllowed: false }, 'more than a window has')
  t.match(await one.spend('key', 100), { isAllowed: true, remaining: 0 })
})

t.test('requests of all sizes, from two replicas at once, come to no more than the limit', async (t) => {
  const { replica } = createWindow({ limit: 1_000, windowMs: 60_000 })
  const replicas = [replica(), replica()]
  const sizes = Array.from({ length: 300 }, (_, index) => 1 + ((index * 7) % 20))
  const taken = await Promise.all(
    sizes.map(async (units, index) => ((await replicas[index % 2]?.spend('key', units))?.isAllowed ? units : 0)),
  )
  const total = taken.reduce((sum, units) => sum + units, 0)
  t.ok(total <= 1_000 && total > 900, `${total} of 1000`)
})

t.test('a look that fails fails its request, and the next one looks again', async (t) => {
  let isBroken = true
  const lease = async () => {
    if (isBroken) throw new Error('no database')
    return { granted: 1, left: 0, endsInMs: 1_000 }
  }
  const limiter = createRateLimiter({ db: { rateWindows: { lease } }, policy: { limit: 1, windowMs: 1_000 } })
  await t.rejects(limiter.spend('key'), /no database/)
  isBroken = false
  t.match(await limiter.spend('key'), { isAllowed: true })
})

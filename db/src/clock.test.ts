import t from 'tap'
import { createClock, realTime, withPace } from './clock.ts'

const start = new Date('2026-11-25T08:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000)

t.test('a clock that nobody set is the real time', async (t) => {
  const clock = createClock(realTime(start), () => later(90).getTime())
  t.same(clock.now(), later(90))
  t.same(clock.realTimeOf(later(7)), later(7))
  t.equal(clock.dayMs, 86_400_000)
})

t.test('a day of sixty seconds passes in a minute', async (t) => {
  const clock = createClock(withPace(realTime(start), 60, start), () => later(60).getTime())
  t.same(clock.now(), later(86_400))
  t.same(clock.realTimeOf(later(86_400)), later(60))
  t.equal(clock.dayMs, 60_000)
})

t.test('another pace goes on from where the clock is', async (t) => {
  const quick = withPace(realTime(start), 60, start)
  const setting = withPace(quick, 86_400, later(120))
  t.same(createClock(setting, () => later(120).getTime()).now(), later(2 * 86_400))
  t.same(createClock(setting, () => later(125).getTime()).now(), later(2 * 86_400 + 5))
})

t.test('a moment in real time has its place on the clock, also one before its pace was set', async (t) => {
  const clock = createClock(withPace(realTime(start), 60, start), () => later(600).getTime())
  t.same(clock.ownTimeOf(later(60)), later(86_400))
  t.same(clock.ownTimeOf(later(-5)), later(-5))
  t.same(clock.ownTimeOf(later(600)), clock.now())
})

t.test('the two times of a moment lead to each other, also before the pace was set', async (t) => {
  const realAt = new Date('2026-03-01T00:00:00Z')
  const clock = createClock({ realAt, ownAt: new Date('2026-05-01T00:00:00Z'), daySeconds: 60 })
  for (const hours of [-48, 0, 5]) {
    const real = new Date(realAt.getTime() + hours * 3_600_000)
    t.same(clock.realTimeOf(clock.ownTimeOf(real)), real, `${hours} hours`)
  }
})

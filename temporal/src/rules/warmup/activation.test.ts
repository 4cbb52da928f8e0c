import t from 'tap'
import { judgeActivation } from './activation.ts'
import { isPlacementFinal, placementShare } from './placement.ts'

const bar = { days: 21, mailboxShare: 0.9, looked: 150, inboxShare: 0.8 }
const sentDays = Array.from({ length: 10 }, () => 21)
const counts = (inbox: number, spam = 0, missing = 0, unknown = 0) => ({ inbox, spam, missing, unknown })

t.test('days and placement reach the bar', async (t) => {
  t.hasStrict(judgeActivation(bar, { sentDays, placement: counts(180, 20) }), { isReached: true })
})

t.test('a share that is high by luck is not enough: the lower end of its interval counts', async (t) => {
  const { isReached, criteria } = judgeActivation(bar, { sentDays, placement: counts(128, 22) })
  t.equal(isReached, false)
  t.match(criteria, [{ isMet: true }, { isMet: true }, { name: 'inbox_share', isMet: false }])
  t.ok((criteria[2]?.value ?? 1) < 0.8 && 128 / 150 > 0.8)
})

t.test('what nobody could see counts neither way', async (t) => {
  const few = judgeActivation(bar, { sentDays, placement: counts(149, 0, 0, 5_000) })
  t.match(few.criteria, [{}, { name: 'looked', value: 149, needed: 150, isMet: false }, { isMet: true }])
  t.match(judgeActivation(bar, { sentDays, placement: counts(0) }), { isReached: false })
  t.strictSame(placementShare(counts(0, 0, 0, 9)), {
    looked: 0,
    unknown: 9,
    inboxShare: null,
    interval: { lower: 0, upper: 1 },
  })
})

t.test('missing mail is not in the inbox', async (t) => {
  t.equal(placementShare(counts(90, 5, 5)).inboxShare, 0.9)
})

t.test('one mailbox that lags behind does not hold up its domain, two do', async (t) => {
  const placement = counts(200)
  t.equal(judgeActivation(bar, { sentDays: [...sentDays.slice(1), 3], placement }).isReached, true)
  t.match(judgeActivation(bar, { sentDays: [...sentDays.slice(2), 3, 4], placement }), {
    isReached: false,
    criteria: [{ name: 'days', value: 4, needed: 21 }],
  })
  t.equal(judgeActivation(bar, { sentDays: [], placement }).isReached, false)
})

t.test('an account without the exchange is judged by its days', async (t) => {
  t.strictSame(judgeActivation(bar, { sentDays, placement: null }).criteria.length, 1)
})

t.test('a message is missing only after hours', async (t) => {
  t.equal(isPlacementFinal('missing', 60_000), false)
  t.equal(isPlacementFinal('unknown', 60_000), false)
  t.equal(isPlacementFinal('missing', 4 * 3_600_000), true)
  t.equal(isPlacementFinal('spam', 0), true)
})

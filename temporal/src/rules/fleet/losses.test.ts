import t from 'tap'
import { estimateBurnRate, meanBurnRate } from './burn-rate.ts'
import { LARGEST_FLEET, lossesToExpect, stockFor } from './losses.ts'

const prior = estimateBurnRate({ losses: 0, domainDays: 0 })

t.test('without data a fleet expects 15 % a month', async (t) => {
  t.equal(meanBurnRate(prior), 0.15)
  t.same(estimateBurnRate({ losses: Number.NaN, domainDays: -5 }), prior, 'what is no count says nothing')
})

t.test('with data a fleet believes itself', async (t) => {
  const rate = estimateBurnRate({ losses: 50, domainDays: 200 * 30 })
  t.ok(Math.abs(meanBurnRate(rate) - 0.25) < 0.02)
  const none = estimateBurnRate({ losses: 0, domainDays: 200 * 30 })
  t.ok(meanBurnRate(none) > 0, 'no loss so far is not no loss ever')
})

t.test('more losses are expected of more domains, longer times, higher rates and rarer chances', async (t) => {
  const base = lossesToExpect(prior, 20, 38, 0.92)
  t.ok(lossesToExpect(prior, 40, 38, 0.92) > base)
  t.ok(lossesToExpect(prior, 20, 76, 0.92) > base)
  t.ok(lossesToExpect(estimateBurnRate({ losses: 30, domainDays: 1_800 }), 20, 38, 0.92) > base)
  t.ok(lossesToExpect(prior, 20, 38, 0.99) >= Math.ceil(20 / 3), 'a rare chance holds the loss of a third')
  t.equal(lossesToExpect(prior, 0, 38, 0.92), 0)
  t.equal(lossesToExpect(prior, 20, 0, 0.92), 0)
})

t.test('no more domains are lost than there are', async (t) => {
  const deadly = estimateBurnRate({ losses: 5_000, domainDays: 600 })
  for (const domains of [1, 3, 20]) t.ok(lossesToExpect(deadly, domains, 60, 0.99) <= domains)
})

t.test('a stock leaves what is needed, with one domain less it would not', async (t) => {
  for (const needed of [1, 5, 18, 60]) {
    const stock = stockFor(prior, needed, 38, 0.92) ?? 0
    t.ok(stock - lossesToExpect(prior, stock, 38, 0.92) >= needed)
    t.ok(stock - 1 - lossesToExpect(prior, stock - 1, 38, 0.92) < needed)
  }
})

t.test('no stock outlives a rate that takes all, or is larger than a fleet may be', async (t) => {
  t.equal(stockFor(estimateBurnRate({ losses: 50_000, domainDays: 600 }), 18, 38, 0.92), null)
  t.equal(stockFor(prior, LARGEST_FLEET + 1, 38, 0.92), null)
})

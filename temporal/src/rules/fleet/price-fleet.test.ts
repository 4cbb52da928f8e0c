import t from 'tap'
import { type FleetWish, priceFleet } from './price-fleet.ts'

const wish = (own: Partial<FleetWish> = {}): FleetWish => ({
  targetPerDay: 5_000,
  kind: { provider: 'microsoft365', profile: 'standard', mailboxesPerDomain: 10 },
  seen: { losses: 0, domainDays: 0 },
  orderCents: 115_00,
  keepCents: 98_00,
  ceilingCents: null,
  ...own,
})

t.test('without a ceiling the whole target is kept', async (t) => {
  const price = priceFleet(wish())
  t.match(price, { keptPerDay: 5_000, lackingPerDay: 0, lackingCents: 0, leadDays: 38 })
  t.equal(price?.buildCents, (price?.domains ?? 0) * 115_00)
  t.ok((price?.monthCents ?? 0) > (price?.domains ?? 0) * 98_00, 'replacements cost as well')
})

t.test('a ceiling of just what a month comes to is enough, a cent less lacks a cent', async (t) => {
  const monthCents = priceFleet(wish())?.monthCents ?? 0
  t.match(priceFleet(wish({ ceilingCents: monthCents })), { keptPerDay: 5_000, lackingCents: 0 })
  const short = priceFleet(wish({ ceilingCents: monthCents - 1 }))
  t.equal(short?.lackingCents, 1)
  t.ok((short?.lackingPerDay ?? 0) > 0)
})

t.test('a lower ceiling never keeps more, and one that pays for nothing keeps nothing', async (t) => {
  const kept = [0, 100_00, 500_00, 1_000_00, 2_000_00, 5_000_00].map(
    (ceilingCents) => priceFleet(wish({ ceilingCents }))?.keptPerDay ?? -1,
  )
  t.same(
    kept,
    [...kept].sort((a, b) => a - b),
  )
  t.equal(kept[0], 0)
  t.equal(kept.at(-1), 5_000)
})

t.test('more is dearer, and so is a higher burn rate; one that no stock outlives has no price', async (t) => {
  const month = (own: Partial<FleetWish>) => priceFleet(wish(own))?.monthCents ?? 0
  t.ok(month({ targetPerDay: 10_000 }) > month({}))
  t.ok(month({ seen: { losses: 60, domainDays: 4_000 } }) > month({}))
  t.equal(priceFleet(wish({ seen: { losses: 50_000, domainDays: 600 } })), null)
})

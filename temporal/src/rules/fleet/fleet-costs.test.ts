import t from 'tap'
import { priceLists } from '../prices.ts'
import { type FleetSpending, fleetCosts, spendLeft } from './fleet-costs.ts'

const [list] = priceLists
if (!list) throw new Error('There is no price list')
const costs = fleetCosts(list, 10)

t.test('a domain costs more in its first month than in each later one', async (t) => {
  t.same(costs, { orderCents: 115_00, keepCents: 98_00 })
})

t.test('what is left is what the lower ceiling leaves', async (t) => {
  const spending: FleetSpending = {
    orderedCents: 230_00,
    keptDomains: 2,
    fleetCeilingCents: 500_00,
    accountCeilingCents: 1000_00,
    accountTakenCents: 950_00,
  }
  t.equal(spendLeft(spending, costs), 50_00)
  t.equal(spendLeft({ ...spending, accountTakenCents: 0 }, costs), 500_00 - 230_00 - 196_00)
  t.equal(spendLeft({ ...spending, fleetCeilingCents: 100_00 }, costs), 0, 'a ceiling that was lowered leaves nothing')
  t.equal(spendLeft({ ...spending, fleetCeilingCents: null, accountCeilingCents: null }, costs), null)
})

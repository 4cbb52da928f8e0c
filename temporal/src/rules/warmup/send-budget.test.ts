import t from 'tap'
import { dayShareOfBudget, tenantSendBudget } from './send-budget.ts'

t.test("the budget is Microsoft's", async (t) => {
  const published = [
    [1, 10_000],
    [10, 12_006],
    [25, 14_259],
    [50, 17_231],
    [100, 22_059],
  ] as const
  for (const [licences, budget] of published) t.equal(tenantSendBudget({ licences }), budget)
})

t.test('a trial has 5,000, and so has a tenant without licences', async (t) => {
  t.equal(tenantSendBudget({ licences: 25, isTrial: true }), 5_000)
  for (const licences of [0, -1, Number.NaN]) t.equal(tenantSendBudget({ licences }), 5_000)
})

t.test('two days in a row never pass it', async (t) => {
  for (const budget of [5_000, 22_059, 1]) t.ok(2 * dayShareOfBudget(budget) <= budget)
})

import t from 'tap'
import { findTenant } from '../microsoft/state/tenants.ts'
import { buySeats, newCustomer } from '../microsoft/testing/customer.ts'
import { startMicrosoft } from '../microsoft/testing/start-microsoft.ts'
import { countExternal, externalRecipients, tenantLimit } from './limits.ts'

t.test('the limit grows with the licences as Microsoft’s table says', async (t) => {
  const microsoft = await startMicrosoft(t)
  for (const [licences, limit] of [
    [0, 5_000],
    [1, 10_000],
    [25, 14_259],
    [50, 17_231],
    [100, 22_059],
  ] as const) {
    const tenant = await newCustomer(microsoft, `acme${licences}`)
    if (licences > 0) buySeats(microsoft, tenant, licences)
    t.equal(tenantLimit(microsoft.world, tenant), limit, `${licences} licences`)
  }
})

t.test('the window slides over 24 hours', async (t) => {
  const microsoft = await startMicrosoft(t)
  const { world } = microsoft
  const tenant = findTenant(world, await newCustomer(microsoft, 'acme1'))
  if (!tenant) return t.fail('no tenant')
  const from = 'root@acme1.onmicrosoft.com'
  for (let sent = 0; sent < 100; sent += 1) t.equal(countExternal(world, tenant, from), null)
  t.match(countExternal(world, tenant, from), { code: '5.7.236' })
  t.equal(countExternal(world, tenant, 'ada@getacme.com'), null)
  t.equal(externalRecipients(world, tenant.id), 101)
  microsoft.advance(24 * 3_600_000)
  t.equal(countExternal(world, tenant, from), null)
})

import t from 'tap'
import { waitsOfOrder } from './order-waits.ts'

const wait = (kind: string, subject: string, group: string) => ({ kind, subject, group, startedAt: 0, readyAt: 1 })

t.test('an order has the waits of its domain and of its tenant, and no others', async (t) => {
  const own = [
    wait('registration', 'one.com', 'one.com'),
    wait('tenant_creation', 'tenant-1', 'tenant-1'),
    wait('domain_verification', 'tenant-1/one.com', 'one.com'),
  ]
  const foreign = [
    wait('registration', 'two.com', 'two.com'),
    wait('tenant_creation', 'tenant-2', 'tenant-2'),
    wait('domain_verification', 'tenant-2/two.com', 'two.com'),
  ]
  t.same(waitsOfOrder([...foreign, ...own], 'one.com'), own)
  t.same(waitsOfOrder(foreign, 'one.com'), [])
})

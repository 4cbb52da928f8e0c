import { type Effect, newId } from '@coldframe/db'
import t from 'tap'
import { createActivities } from '../src/activities/index.ts'
import { keepLicenceOrder } from '../src/activities/purchases.ts'
import { failure } from './fake-vendors.ts'
import { runStep, setUp, skipReason } from './support.ts'

t.test('the ledger', { skip: skipReason }, async (t) => {
  const { db, owner, vault, order } = await setUp(t)

  const ledger = async (domainId: string) =>
    (await db.purchases.list(owner, { domainId }, { limit: 100 })).rows
      .map(({ kind, quantity, amountCents, externalId }) => [kind, quantity, amountCents, externalId])
      .toSorted()
  const reserve = (operationId: string, domainId: string) =>
    db.spend.reserve(owner, {
      operationId,
      domainId,
      amountCents: 10_000,
      currency: 'USD',
      priceListVersion: '2026-11-01',
      items: [],
    })
  const held = async (operationId: string) => (await db.spend.get(owner, operationId))?.amountCents

  await t.test('a registration is written once, however often the step is repeated or its answer lost', async (t) => {
    const { run, vendors, input, name } = await order()
    const { register } = vendors.registrar
    vendors.registrar.register = async (domain) => {
      await register(domain)
      throw failure('transient', 'The connection broke')
    }
    await t.rejects(run('register_domain'))
    t.same(await ledger(input.domainId), [], 'nobody knows yet that it was bought')
    await Promise.all([run('register_domain'), run('register_domain')])
    await run('register_domain')
    t.same(await ledger(input.domainId), [['registration', 1, 1700, `reg-${name}`]])
  })

  await t.test('a domain that is there already costs no registration', async (t) => {
    const { run, input } = await order({ registration: 'existing' })
    await run('register_domain')
    t.same(await ledger(input.domainId), [])
  })

  await t.test('a name that an earlier order registered is adopted, not written again', async (t) => {
    const { run, vendors, input, step } = await order()
    vendors.registrar.findOwned = async (name) => ({ name, expiresAt: null, autoRenew: true, nameservers: [] })
    await run('register_domain')
    t.match(await step('register_domain'), { status: 'succeeded' })
    t.same(await ledger(input.domainId), [])
    const [effect] = await db.effects.ofDomain(owner, input.domainId)
    t.equal(effect?.status, 'done')
  })

  await t.test('nor is one that was registered minutes ago, for an order that was given up', async (t) => {
    const first = await order()
    await first.run('register_domain')
    const second = await order()
    Object.assign(second.vendors.registrar, {
      findOwned: async (name: string) => ({ name, expiresAt: null, autoRenew: true, nameservers: [] }),
      findRegistration: async () => ({ operationId: `reg-${first.name}` }),
    })
    await second.run('register_domain')
    t.same(await ledger(second.input.domainId), [])
  })

  await t.test('a licence order is written when it is placed, once, and its tenant never', async (t) => {
    const { run, vendors, input } = await order()
    await run('create_tenant')
    const { findLicences } = vendors.mailbox
    vendors.mailbox.findLicences = async () => null
    await t.rejects(run('order_licences'), 'it is not provisioned yet')
    t.same(await ledger(input.domainId), [['licences', 2, 960, 'cart-1']])
    Object.assign(vendors.mailbox, { findLicences })
    await run('order_licences')
    t.same(await ledger(input.domainId), [['licences', 2, 960, 'cart-1']])
    t.match(await db.tenants.findByDomain(owner, input.domainId), { licences: 2, subscriptionId: 'sub-1' })
  })

  await t.test('a licence order whose answer was lost is written when its licences are found', async (t) => {
    const { run, vendors, input } = await order()
    await run('create_tenant')
    const { placeLicenceOrder } = vendors.mailbox
    vendors.mailbox.placeLicenceOrder = async (tenant, cart) => {
      await placeLicenceOrder(tenant, cart)
      throw failure('transient', 'The connection broke')
    }
    await t.rejects(run('order_licences'))
    t.same(await ledger(input.domainId), [])
    await Promise.all([run('order_licences'), run('order_licences')])
    t.same(await ledger(input.domainId), [['licences', 2, 960, 'cart-1']])
  })

  await t.test('attempts that all read the intent before one of them fulfilled it write one row', async (t) => {
    const { run, input } = await order()
    await run('create_tenant')
    const tenant = await db.tenants.findByDomain(owner, input.domainId)
    const intent = { domainId: input.domainId, kind: 'licence_order' as const, naturalKey: 'x', idempotencyValue: 'x' }
    const effect = await db.effects.intend(owner, intent)
    const attempt = (quantity: number) =>
      db.transaction((tx) => keepLicenceOrder(tx, owner, effect, tenant?.id ?? '', { orderId: 'order-1', quantity }))
    await Promise.all([attempt(2), attempt(2), attempt(3)])
    await attempt(4)
    const written = await ledger(input.domainId)
    t.equal(written.length, 1)
    t.equal((await db.tenants.findByDomain(owner, input.domainId))?.licences, written[0]?.[1])
  })

  /** A ready domain with two licences, and a way to add mailboxes to it by operations of their own. */
  async function readyDomain() {
    const placed = await order()
    for (const step of ['create_tenant', 'order_licences'] as const) await placed.run(step)
    const activities = createActivities({ db, vault, vendors: () => placed.vendors })
    const addMailboxes = async (localParts: string[]) => {
      const { domainId } = placed.input
      const rows = localParts.map((localPart) => ({
        localPart,
        address: `${localPart}@${placed.name}`,
        displayName: 'X',
      }))
      await db.mailboxes.insert(owner, domainId, rows)
      const operationId = newId('operation')
      const steps = ['order_licences']
      await db.operations.insert(owner, {
        id: operationId,
        kind: 'mailboxes.create',
        domainId,
        workflowId: operationId,
        steps,
      })
      const input = { ...placed.input, operationId }
      return { operationId, orderLicences: () => runStep(activities.order_licences, input) }
    }
    return { ...placed, addMailboxes }
  }

  await t.test('further licences are written once, by how many they are more', async (t) => {
    const { addMailboxes, vendors, input } = await readyDomain()
    const { setLicenceQuantity } = vendors.mailbox
    vendors.mailbox.setLicenceQuantity = async (...call) => {
      await setLicenceQuantity(...call)
      throw failure('transient', 'The connection broke')
    }
    const { orderLicences } = await addMailboxes(['carl', 'dora', 'emil'])
    await t.rejects(orderLicences())
    Object.assign(vendors.mailbox, { setLicenceQuantity })
    await Promise.all([orderLicences(), orderLicences()])
    await orderLicences()
    t.same(await ledger(input.domainId), [
      ['licences', 2, 960, 'cart-1'],
      ['licences', 3, 1440, 'sub-1'],
    ])
  })

  await t.test('two additions at once, and two of the same size, pay for each licence once', async (t) => {
    const { addMailboxes, input } = await readyDomain()
    const one = await addMailboxes(['carl'])
    const two = await addMailboxes(['dora'])
    await Promise.all([one.orderLicences(), two.orderLicences()])
    await (await addMailboxes(['emil'])).orderLicences()
    await (await addMailboxes(['fred'])).orderLicences()
    const licences = (await ledger(input.domainId)).map(([, quantity]) => Number(quantity))
    t.equal(
      licences.reduce((sum, quantity) => sum + quantity, 0),
      6,
    )
    const { licences: paidFor } = (await db.tenants.findByDomain(owner, input.domainId)) ?? {}
    t.equal(paidFor, 6)
  })

  await t.test('an order that is given up holds only what had been bought for it', async (t) => {
    const { run, activities, input } = await order()
    await reserve(input.operationId, input.domainId)
    for (const step of ['register_domain', 'create_tenant'] as const) await run(step)
    await activities.finishOperation(input, 'cancelled', null)
    await activities.finishOperation(input, 'cancelled', null)
    t.equal(await held(input.operationId), 1700)
  })

  await t.test('one that had bought nothing holds nothing; one that succeeds holds all', async (t) => {
    const [failed, succeeded] = [await order(), await order()]
    for (const { input } of [failed, succeeded]) await reserve(input.operationId, input.domainId)
    await failed.activities.finishOperation(failed.input, 'failed', 'No')
    await succeeded.run('register_domain')
    await succeeded.activities.finishOperation(succeeded.input, 'succeeded', null)
    t.same([await held(failed.input.operationId), await held(succeeded.input.operationId)], [0, 10_000])
  })

  await t.test('mailboxes that were given up hold their own licences, not those of the domain', async (t) => {
    const { addMailboxes, activities, input } = await readyDomain()
    const { operationId, orderLicences } = await addMailboxes(['carl'])
    await reserve(operationId, input.domainId)
    await orderLicences()
    await activities.finishOperation({ ...input, operationId }, 'failed', 'No')
    t.equal(await held(operationId), 480)
  })

  await t.test('what was bought without an answer is found and written when the order is undone', async (t) => {
    const { run, vendors, activities, input, name } = await order()
    await reserve(input.operationId, input.domainId)
    await run('create_tenant')
    const { register } = vendors.registrar
    const { placeLicenceOrder } = vendors.mailbox
    vendors.registrar.register = async (domain) => {
      await register(domain)
      throw failure('transient', 'The connection broke')
    }
    vendors.mailbox.placeLicenceOrder = async (tenant, cart) => {
      await placeLicenceOrder(tenant, cart)
      throw failure('transient', 'The connection broke')
    }
    await t.rejects(run('register_domain'))
    await t.rejects(run('order_licences'))
    await activities.closeSteps(input, ['stop_renewals'])
    await run('stop_renewals')
    await activities.finishOperation(input, 'cancelled', null)
    t.same(await ledger(input.domainId), [
      ['licences', 2, 960, 'cart-1'],
      ['registration', 1, 1700, `reg-${name}`],
    ])
    t.equal(await held(input.operationId), 2660)
    const effects: Effect[] = await db.effects.ofDomain(owner, input.domainId)
    t.ok(effects.every(({ status }) => status === 'done'))
  })
})

import t from 'tap'
import type { OutboxMessage } from '../src/index.ts'
import { insertEndpoint, setUp, skipReason } from './support.ts'
import { claim, emit, resultOf } from './webhook-support.ts'

const startWorkflow: OutboxMessage = {
  kind: 'workflow_start',
  workflowType: 'retryDelivery',
  workflowId: 'w',
  input: {},
}

t.test('what became of attempts', { skip: skipReason }, async (t) => {
  const { db, owner } = await setUp(t)
  const endpoint = await insertEndpoint(db, owner)
  const claimOne = async () => {
    await emit(db, owner, 1)
    const [claimed] = await claim(db)
    if (!claimed) throw new Error('Nothing was claimed')
    return claimed
  }

  await t.test('a failure begins the workflow that goes on, and the relay gets the delivery no more', async (t) => {
    const first = await claimOne()
    const nextAttemptAt = new Date(Date.now() + 5_000)
    await db.webhookDeliveries.settle([resultOf(first, { status: 'retrying', startWorkflow, nextAttemptAt })])
    const [message] = await db.transaction((tx) => tx.outbox.claim(10))
    t.match(message, { ...owner, message: startWorkflow })
    t.match(await db.webhookDeliveries.get(owner, first.deliveryId), { status: 'retrying', attempts: 1, nextAttemptAt })
    t.same(await claim(db, { leaseMs: 0 }), [])
    const second = await db.webhookDeliveries.forAttempt(first.deliveryId, 1)
    t.match(second, { attempts: 1, url: endpoint.url, event: first.event })
    if (second) await db.webhookDeliveries.settle([resultOf(second, { status: 'succeeded' })])
    t.match(await db.webhookDeliveries.get(owner, first.deliveryId), { status: 'succeeded', nextAttemptAt: null })
    t.equal(await db.webhookDeliveries.forAttempt(first.deliveryId, 1), null, 'nothing is left to do')
  })

  await t.test('a workflow of an earlier round has nothing to do', async (t) => {
    const first = await claimOne()
    await db.webhookDeliveries.settle([resultOf(first, { status: 'retrying', startWorkflow: null })])
    await db.webhookDeliveries.redeliver(owner, first.deliveryId)
    t.equal(await db.webhookDeliveries.forAttempt(first.deliveryId, 1), null)
    t.equal((await claim(db))[0]?.round, 2)
  })

  await t.test('of two results for one round in one batch the success counts, and both are logged', async (t) => {
    const first = await claimOne()
    await db.webhookDeliveries.settle([
      resultOf(first, { status: 'failed' }),
      resultOf(first, { status: 'succeeded' }),
      resultOf(first, { status: 'failed' }),
    ])
    const delivery = await db.webhookDeliveries.get(owner, first.deliveryId)
    t.equal(delivery?.status, 'succeeded')
    t.equal(delivery && (await db.webhookDeliveries.attempts(owner, delivery)).length, 3)
  })

  await t.test('an attempt is kept with its answer, whatever characters that holds', async (t) => {
    const first = await claimOne()
    const result = resultOf(first, { status: 'failed' })
    const response = { status: 404, headers: { server: 'x\0y' }, body: 'not \0 here \ud800!' }
    const attempt = { ...result.attempt, response, code: 'status_refused', message: 'The receiver answered 404.' }
    await db.webhookDeliveries.settle([{ ...result, attempt }])
    const delivery = await db.webhookDeliveries.get(owner, first.deliveryId)
    t.match(delivery, { status: 'failed', lastStatusCode: 404, lastErrorCode: 'status_refused' })
    t.type(delivery?.finishedAt, Date)
    const [kept] = delivery ? await db.webhookDeliveries.attempts(owner, delivery) : []
    t.match(kept, {
      number: 1,
      responseStatus: 404,
      responseHeaders: { server: 'x\ufffdy' },
      responseBody: 'not \ufffd here \ufffd!',
      errorMessage: 'The receiver answered 404.',
    })
  })

  await t.test('410 from a URL that it no longer has says nothing about an endpoint', async (t) => {
    const first = await claimOne()
    await db.webhookEndpoints.update(owner, endpoint.id, { url: 'https://example.com/new' })
    await db.webhookDeliveries.settle([resultOf(first, { status: 'failed', disable: 'gone' })])
    t.match(await db.webhookEndpoints.get(owner, endpoint.id), { status: 'enabled' })
  })

  await t.test('an endpoint that is disabled while results come in is waited for by nobody for ever', async (t) => {
    await emit(db, owner, 300)
    const claimed = await claim(db, { limit: 300, perEndpoint: 300 })
    const settled = Array.from({ length: 6 }, (_, index) =>
      db.webhookDeliveries.settle(
        claimed.slice(index * 50, index * 50 + 50).map((delivery) => resultOf(delivery, { status: 'failed' })),
      ),
    )
    await Promise.all([...settled, db.transaction((tx) => tx.webhookEndpoints.disable(owner, endpoint.id, 'user'))])
    const { rows } = await db.webhookDeliveries.list(owner, endpoint.id, { status: 'pending' }, { limit: 10 })
    t.same(rows, [])
    await db.webhookEndpoints.enable(owner, endpoint.id)
  })

  await t.test('a list of failed ones goes on page by page', async (t) => {
    const seen: string[] = []
    let after: { createdAt: Date; id: string } | undefined
    do {
      const page = await db.webhookDeliveries.list(owner, endpoint.id, { status: 'failed' }, { limit: 50, after })
      t.ok(page.rows.every(({ status }) => status === 'failed'))
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next ?? undefined
    } while (after)
    const all = await db.webhookDeliveries.list(owner, endpoint.id, { eventType: 'domain.created' }, { limit: 1_000 })
    const failed = all.rows.filter(({ status }) => status === 'failed').map(({ id }) => id)
    t.ok(failed.length > 0)
    t.same(seen, failed)
  })
})

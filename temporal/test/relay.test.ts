import { createDb, type OutboxMessage } from '@coldframe/db'
import { createTestDatabase } from '@coldframe/db/testing'
import { pino } from 'pino'
import t from 'tap'
import { createRelay } from '../src/worker/relay.ts'
import { skipReason } from './support.ts'

const start = (workflowId: string): OutboxMessage => ({
  kind: 'workflow_start',
  workflowType: 'w',
  workflowId,
  input: {},
})
const signal = (workflowId: string): OutboxMessage => ({
  kind: 'workflow_signal',
  workflowId,
  signal: 'retry',
  input: {},
})

t.test('the relay', { skip: skipReason }, async (t) => {
  const { db, url, drop } = await createTestDatabase(process.env.DATABASE_URL ?? '')
  t.teardown(drop)
  const owner = { accountId: (await db.accounts.insert('relay')).id, livemode: false }
  const log = pino({ level: 'silent' })
  const counted: string[] = []

  /** Runs a relay until `isDone`; tells what it sent, in order. */
  async function relayUntil(
    isDone: (sent: OutboxMessage[]) => boolean,
    send: (message: OutboxMessage) => Promise<boolean>,
  ) {
    const sent: OutboxMessage[] = []
    const own = createDb({ url })
    const done = Promise.withResolvers<void>()
    const relay = createRelay({
      metrics: { countSend: (kind, outcome) => void counted.push(`${kind} ${outcome}`) },
      db: own,
      log,
      sender: {
        async send(message) {
          sent.push(message)
          if (isDone(sent)) done.resolve()
          return send(message)
        },
      },
    })
    const run = relay.run()
    await done.promise
    relay.stop()
    await run
    await own.close()
    return sent
  }

  await t.test('what was written before it started and what is written while it runs is sent once', async (t) => {
    await db.outbox.add(owner, start('before'))
    const sent = await relayUntil(
      (messages) => messages.length === 2,
      async ({ workflowId }) => {
        if (workflowId === 'before') await db.outbox.add(owner, start('during'))
        return true
      },
    )
    t.same(
      sent.map((message) => message.workflowId),
      ['before', 'during'],
    )
    t.same(await db.transaction((tx) => tx.outbox.claim(10)), [])
  })

  await t.test('what cannot be sent is kept and sent again, and does not hold up the rest', async (t) => {
    await db.outbox.add(owner, start('refused'))
    await db.outbox.add(owner, start('accepted'))
    const sent = await relayUntil(
      (messages) => messages.filter(({ workflowId }) => workflowId === 'refused').length === 3,
      async (message) => {
        if (message.workflowId === 'refused') throw new Error('Temporal is down')
        return true
      },
    )
    t.equal(sent.filter(({ workflowId }) => workflowId === 'accepted').length, 1)
    const sentLater = await relayUntil(
      (messages) => messages.length === 1,
      async () => true,
    )
    t.equal(sentLater[0]?.workflowId, 'refused')
    t.equal(counted.filter((line) => line === 'workflow_start failed').length, 3)
    t.equal(counted.at(-1), 'workflow_start ok')
  })

  await t.test('a signal that overtook the start of its workflow is sent again', async (t) => {
    await db.outbox.add(owner, signal('early'))
    let tries = 0
    const sent = await relayUntil(
      (messages) => messages.length === 3,
      async () => ++tries === 3,
    )
    t.same(
      sent.map(({ workflowId }) => workflowId),
      ['early', 'early', 'early'],
    )
  })
})

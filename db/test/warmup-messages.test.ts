import t from 'tap'
import { createTestDatabase } from '../src/testing.ts'

const server = process.env.DATABASE_URL
const skip = server ? false : 'no Postgres (DATABASE_URL)'
const domainId = 'dom_a'
const sendAt = new Date('2026-03-02T10:00:00Z')
const later = new Date('2026-03-02T11:00:00Z')

async function setUp(t: { teardown(work: () => Promise<void>): void }, count: number) {
  const { db, drop } = await createTestDatabase(server ?? '')
  t.teardown(drop)
  const owner = { accountId: (await db.accounts.insert('Sender')).id, livemode: false }
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `message-${index}`,
    domainId,
    fromMailboxId: `mbx_from_${index % 100}`,
    toMailboxId: `mbx_to_${index}`,
    toDomainId: 'dom_b',
    toProvider: 'microsoft365',
    day: '2026-03-02',
    week: 2_929,
    sendAt,
  }))
  await db.warmupMessages.plan(owner, rows)
  return { messages: db.warmupMessages, owner }
}

t.test('all that is due of a hundred mailboxes comes at once', { skip }, async (t) => {
  const { messages, owner } = await setUp(t, 1_200)
  t.equal((await messages.due(owner, domainId, later)).length, 1_200)
  t.same(await messages.due(owner, domainId, new Date(sendAt.getTime() - 1)), [], 'and nothing before its time')
})

t.test('a message that nobody can settle does not stand in the way for ever', { skip }, async (t) => {
  const { messages, owner } = await setUp(t, 2)
  const ids = async () => (await messages.due(owner, domainId, later)).map(({ id }) => id).sort()
  await messages.change(false, 'message-0', { status: 'sending', sentAt: sendAt })
  t.same(await ids(), ['message-0', 'message-1'], 'whoever comes after a crash settles it')
  await messages.change(false, 'message-0', { placement: 'unknown', placedAt: later })
  t.same(await ids(), ['message-1'], 'what its recipient has given up is done')
})

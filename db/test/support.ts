import type { Domain, Owner, Repositories } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const serverUrl = process.env.DATABASE_URL
export const skipReason = serverUrl ? false : 'no Postgres server (DATABASE_URL)'

export async function setUp(t: {
  teardown(done: () => Promise<void>): void
}): Promise<TestDatabase & { owner: Owner; stranger: Owner }> {
  const database = await createTestDatabase(serverUrl ?? '')
  t.teardown(() => database.drop())
  const [owner, stranger] = await Promise.all(['first', 'second'].map((name) => database.db.accounts.insert(name)))
  if (!owner || !stranger) throw new Error('No accounts')
  return {
    ...database,
    owner: { accountId: owner.id, livemode: false },
    stranger: { accountId: stranger.id, livemode: false },
  }
}

export async function insertDomain(db: Repositories, owner: Owner, name: string): Promise<Domain> {
  const domain = await db.domains.insert(owner, {
    name,
    brandDomain: null,
    provider: 'microsoft365',
    residency: 'eu',
    registration: 'register',
    dnsMode: 'managed',
    metadata: {},
  })
  if (!domain) throw new Error(`${name} is taken`)
  return domain
}

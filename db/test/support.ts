import { eventCatalogue } from '../src/events/index.ts'
import type { Domain, NewEvent, Owner, Repositories, WebhookEndpoint } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

export const serverUrl = process.env.DATABASE_URL ?? ''
export const skipReason = serverUrl ? false : 'no Postgres server (DATABASE_URL)'

export async function setUp(t: {
  teardown(done: () => Promise<void>): void
}): Promise<TestDatabase & { owner: Owner; stranger: Owner }> {
  const database = await createTestDatabase(serverUrl)
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

/** So many events of one type, each with a subject of its own. */
export const sampleEvents = (count = 1, type: 'domain.created' | 'domain.ready' = 'domain.created'): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    type,
    subjectId: `subject-${index}`,
    data: eventCatalogue[type].example,
  }))

export const insertEndpoint = (
  db: Repositories,
  owner: Owner,
  { eventTypes = ['*'], url = 'https://example.com/hook' }: Partial<Pick<WebhookEndpoint, 'eventTypes' | 'url'>> = {},
): Promise<WebhookEndpoint> => db.webhookEndpoints.create(owner, { url, description: null, eventTypes, metadata: {} })

import { bigint, boolean, foreignKey, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'
import { dated, owned, time } from './columns.ts'

export const accounts = pgTable('accounts', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  ...dated,
})

/** The last event sequence of an account and mode: locked by whoever writes the next event, so there is no gap. */
export const eventSequences = pgTable(
  'event_sequences',
  { ...owned, last: bigint('last', { mode: 'number' }).notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.livemode] })],
)

export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    ...owned,
    name: text('name').notNull(),
    /** The start of the key, which may be shown again. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the whole key: keys are random, so they need no slow hash. */
    hash: bytea('hash').notNull(),
    scopes: text('scopes').array().notNull(),
    lastUsedAt: time('last_used_at'),
    expiresAt: time('expires_at'),
    revokedAt: time('revoked_at'),
    ...dated,
  },
  (table) => [
    unique('api_keys_hash').on(table.hash),
    index('api_keys_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    foreignKey({ columns: [table.accountId], foreignColumns: [accounts.id] }),
  ],
)

/** One AES key per account, itself sealed by the master key. */
export const dataKeys = pgTable('data_keys', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  sealed: bytea('sealed').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
})

/** Secrets of customers' things: sealed with the account's data key, read only by id. */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    ...owned,
    /** What the secret opens: `tenant_admin`, `mailbox`. */
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    sealed: bytea('sealed').notNull(),
    ...dated,
  },
  (table) => [unique('credentials_subject').on(table.accountId, table.livemode, table.kind, table.subjectId)],
)

/** Secrets of the platform itself, such as the rotated refresh token; sealed with the master key. */
export const platformSecrets = pgTable(
  'platform_secrets',
  {
    livemode: boolean('livemode').notNull(),
    name: text('name').notNull(),
    sealed: bytea('sealed').notNull(),
    ...dated,
  },
  (table) => [primaryKey({ columns: [table.livemode, table.name] })],
)

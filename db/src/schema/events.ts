import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { EventType } from '../enums.ts'
import type { EventData } from '../events/catalogue.ts'
import { owned, time } from './columns.ts'

/** The log. Partitioned by week in the migrations; its sequence has no gap, as its writers take numbers in turn. */
export const events = pgTable(
  'events',
  {
    id: text('id').notNull(),
    ...owned,
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    type: text('type').$type<EventType>().notNull(),
    subjectId: text('subject_id').notNull(),
    data: jsonb('data').$type<EventData>().notNull(),
    /** When the number was taken: rises with it. */
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.createdAt] }),
    index('events_log').on(table.accountId, table.livemode, table.sequence),
    index('events_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('events_list_by_type').on(table.accountId, table.livemode, table.type, table.createdAt, table.id),
    index('events_list_by_subject').on(table.accountId, table.livemode, table.subjectId, table.createdAt, table.id),
  ],
)

import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { DailyPlan, WarmupChoice, WarmupCourse, WarmupHours } from '../warmup.ts'
import { dated, owned, time } from './columns.ts'
import { domains } from './domains.ts'

const day = (name: string) => date(name, { mode: 'string' })

/** How a domain warms up: what was asked, and how far it is. Days are those of its zone. */
export const domainWarmups = pgTable(
  'domain_warmups',
  {
    ...owned,
    domainId: text('domain_id').primaryKey(),
    /** As its user asked; the numbers are made of it anew each day. */
    choice: jsonb('choice').$type<WarmupChoice>().notNull().default({}),
    zone: text('zone').notNull().default('UTC'),
    hours: jsonb('hours').$type<WarmupHours>(),
    startedOn: day('started_on'),
    /** The newest day that was planned. */
    plannedOn: day('planned_on'),
    /** Days before it on which any mailbox sent. */
    sentDays: integer('sent_days').notNull().default(0),
    /** Days on watch in a row. */
    watchDays: integer('watch_days').notNull().default(0),
    /** Set when its sequencer began without waiting for the exchange, as there was none: then it need not wait any more. */
    sendFromDay: integer('send_from_day'),
    /** What the newest plan was made of, by which it is explained. */
    course: jsonb('course').$type<WarmupCourse>(),
    ...dated,
  },
  (table) => [
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** How far a mailbox is. */
export const mailboxWarmups = pgTable(
  'mailbox_warmups',
  {
    ...owned,
    mailboxId: text('mailbox_id').primaryKey(),
    domainId: text('domain_id').notNull(),
    startedOn: day('started_on').notNull(),
    /** Days on which it really sent, the newest plan's day left out. */
    sentDays: integer('sent_days').notNull().default(0),
    lastSentOn: day('last_sent_on'),
    /** Of the last day that allowed any; null before the first. */
    lastSendLimit: integer('last_send_limit'),
    lastWarmupVolume: integer('last_warmup_volume'),
  },
  (table) => [index('mailbox_warmups_of_domain').on(table.accountId, table.livemode, table.domainId)],
)

/** One row for a domain and day, with all of its mailboxes: a hundred rows a day in its place would be ten million a day. */
export const warmupDays = pgTable(
  'warmup_days',
  {
    ...owned,
    domainId: text('domain_id').notNull(),
    day: day('day').notNull(),
    plans: jsonb('plans').$type<DailyPlan[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.livemode, table.domainId, table.day] }),
    index('warmup_days_of_day').on(table.livemode, table.day),
  ],
)

/** The ring of those who write to each other, of all accounts. A slot that is left stays, free for the next one. */
export const warmupPool = pgTable(
  'warmup_pool',
  {
    livemode: boolean('livemode').notNull(),
    slot: integer('slot').notNull(),
    accountId: text('account_id'),
    domainId: text('domain_id'),
    provider: text('provider'),
    /** In the order in which they came; empty for one that is gone or takes no part today. */
    members: text('members').array().notNull().default(sql`'{}'`),
  },
  (table) => [
    primaryKey({ columns: [table.livemode, table.slot] }),
    unique('warmup_pool_domain').on(table.livemode, table.domainId),
  ],
)

/** Messages of the exchange; each belongs to the account of its sender. */
export const warmupMessages = pgTable(
  'warmup_messages',
  {
    ...owned,
    /** Day, sender and recipient: planned again, it is the same one. */
    id: text('id').notNull(),
    domainId: text('domain_id').notNull(),
    fromMailboxId: text('from_mailbox_id').notNull(),
    toMailboxId: text('to_mailbox_id').notNull(),
    toDomainId: text('to_domain_id').notNull(),
    /** Of the recipient, who may be another account's. */
    toProvider: text('to_provider').notNull(),
    day: day('day').notNull(),
    /** Both mailboxes in the order of their ids, and the number of the week since 1970: never twice. */
    pair: text('pair').notNull(),
    week: integer('week').notNull(),
    /** Times of the exchange are those of the mode's clock. */
    sendAt: time('send_at').notNull(),
    /** `sending` is written before the carrier is asked, so that who comes after a crash does not send again. */
    status: text('status').$type<'planned' | 'sending' | 'sent' | 'refused'>().notNull().default('planned'),
    /** What stood against sending it, or why nobody knows whether it was sent. */
    reason: text('reason'),
    sentAt: time('sent_at'),
    placement: text('placement').$type<'inbox' | 'spam' | 'missing' | 'unknown'>(),
    placedAt: time('placed_at'),
    /** When it is to be answered; null for never. */
    replyAt: time('reply_at'),
    /** Written before the answer is sent: of two attempts the second sends none. */
    repliedAt: time('replied_at'),
  },
  (table) => [
    primaryKey({ columns: [table.livemode, table.id] }),
    uniqueIndex('warmup_messages_pair').on(table.livemode, table.pair, table.week),
    index('warmup_messages_of_domain').on(table.accountId, table.livemode, table.domainId, table.day),
    index('warmup_messages_of_day').on(table.livemode, table.day),
    index('warmup_messages_to_send').on(table.domainId, table.sendAt).where(sql`status in ('planned', 'sending')`),
    index('warmup_messages_to_look_for')
      .on(table.toDomainId, table.sentAt)
      .where(sql`status in ('sent', 'sending') and placement is null`),
    index('warmup_messages_to_answer')
      .on(table.toDomainId, table.replyAt)
      .where(sql`reply_at is not null and replied_at is null`),
  ],
)

import { sql } from 'drizzle-orm'
import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { BounceClass, Permanence, SignalType } from '../enums.ts'
import { owned, time } from './columns.ts'

/** What happened to single messages. Partitioned in the migration, by the day on which it happened (UTC); read as wholes, so without an index. */
export const signals = pgTable('signals', {
  ...owned,
  mailboxId: text('mailbox_id').notNull(),
  /** The caller's own. */
  id: text('id').notNull(),
  type: text('type').$type<SignalType>().notNull(),
  at: time('at').notNull(),
  recipientProvider: text('recipient_provider').notNull(),
  recipientDomain: text('recipient_domain'),
  campaign: text('campaign'),
  bounceClass: text('bounce_class').$type<BounceClass>(),
  permanence: text('permanence').$type<Permanence>(),
  diagnostic: text('diagnostic'),
  createdAt: time('created_at').notNull().defaultNow(),
})

/**
 * Which signals were counted. Apart from them, as a unique constraint over days would have to hold the day. A key is a digest of account,
 * mode and id: it has no owner's columns, which would make the index three times as large, and tells nobody anything.
 */
export const signalKeys = pgTable(
  'signal_keys',
  { key: uuid('key').primaryKey(), seenOn: date('seen_on', { mode: 'string' }).notNull() },
  (table) => [index('signal_keys_old').using('brin', table.seenOn)],
)

const counter = (name: string) => integer(name).notNull().default(0)

/** Signals of one mailbox, day (UTC), recipient provider and campaign, counted. Domain and day first: so verdicts read them. */
export const mailboxDays = pgTable(
  'mailbox_days',
  {
    ...owned,
    domainId: text('domain_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    mailboxId: text('mailbox_id').notNull(),
    recipientProvider: text('recipient_provider').notNull(),
    /** Empty where the sender does not tell: no part of a primary key can be null. */
    campaign: text('campaign').notNull().default(sql`''`),
    sent: counter('sent'),
    delivered: counter('delivered'),
    deferred: counter('deferred'),
    bounced: counter('bounced'),
    complained: counter('complained'),
    replied: counter('replied'),
    opened: counter('opened'),
    unsubscribed: counter('unsubscribed'),
    placedInbox: counter('placed_inbox'),
    placedSpam: counter('placed_spam'),
    warmupInbox: counter('warmup_inbox'),
    warmupSpam: counter('warmup_spam'),
    bouncedHard: counter('bounced_hard'),
    recipientUnknown: counter('recipient_unknown'),
    recipientState: counter('recipient_state'),
    senderReputation: counter('sender_reputation'),
    domainBlocked: counter('domain_blocked'),
    accountRestricted: counter('account_restricted'),
    ipBlocked: counter('ip_blocked'),
    authFailure: counter('auth_failure'),
    content: counter('content'),
    rate: counter('rate'),
    policyOfRecipient: counter('policy_of_recipient'),
    other: counter('other'),
  },
  (table) => [
    primaryKey({
      name: 'mailbox_days_key',
      columns: [
        table.accountId,
        table.livemode,
        table.domainId,
        table.day,
        table.mailboxId,
        table.recipientProvider,
        table.campaign,
      ],
    }),
  ],
)

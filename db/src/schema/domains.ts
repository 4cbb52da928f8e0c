import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import type {
  DnsMode,
  DomainHealth,
  DomainStatus,
  MailboxStatus,
  PausedBy,
  Provider,
  RecordOwner,
  RecordPurpose,
  RecordStatus,
  RecordType,
  Registration,
  Residency,
  RotationPolicy,
} from '../enums.ts'
import { accounts } from './accounts.ts'
import { dated, owned, time } from './columns.ts'

export const domains = pgTable(
  'domains',
  {
    id: text('id').primaryKey(),
    ...owned,
    /** ASCII form (punycode), lower case. */
    name: text('name').notNull(),
    brandDomain: text('brand_domain'),
    provider: text('provider').$type<Provider>().notNull(),
    residency: text('residency').$type<Residency>().notNull(),
    registration: text('registration').$type<Registration>().notNull(),
    dnsMode: text('dns_mode').$type<DnsMode>().notNull(),
    status: text('status').$type<DomainStatus>().notNull(),
    /** What a person has to do, or why it failed. */
    statusReason: text('status_reason'),
    health: text('health').$type<DomainHealth>().notNull().default('unknown'),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull().default({}),
    /** Null: as the account has it. */
    rotationPolicy: text('rotation_policy').$type<RotationPolicy>(),
    /** Kept to take the place of another one: nothing is sent from it but warmup. */
    isSpare: boolean('is_spare').notNull().default(false),
    /** The fleet that keeps it; null for none. */
    fleetId: text('fleet_id'),
    version: integer('version').notNull().default(1),
    /** Name servers to which a managed domain has to be delegated. */
    nameservers: text('nameservers').array().notNull().default([]),
    /** DNS lookups that a receiver needs for the SPF record, when last counted (RFC 7208 section 4.6.4). */
    spf: jsonb('spf').$type<{ lookups: number; voidLookups: number }>(),
    dnsCheckedAt: time('dns_checked_at'),
    readyAt: time('ready_at'),
    retiredAt: time('retired_at'),
    /** Set when the name may be ordered again: retired, cancelled or never begun. */
    releasedAt: time('released_at'),
    ...dated,
  },
  (table) => [
    unique('domains_owner').on(table.accountId, table.livemode, table.id),
    uniqueIndex('domains_name_taken').on(table.livemode, table.name).where(sql`released_at is null`),
    index('domains_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('domains_list_by_status').on(table.accountId, table.livemode, table.status, table.createdAt, table.id),
    index('domains_list_by_fleet')
      .on(table.accountId, table.livemode, table.fleetId, table.createdAt, table.id)
      .where(sql`fleet_id is not null`),
    foreignKey({ columns: [table.accountId], foreignColumns: [accounts.id] }),
  ],
)

export const tenants = pgTable(
  'tenants',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    provider: text('provider').$type<Provider>().notNull(),
    /** The vendor's id. */
    externalId: text('external_id').notNull(),
    initialDomain: text('initial_domain').notNull(),
    country: text('country').notNull(),
    /** Where the vendor says mail rests; null until read back. */
    mailRegion: text('mail_region'),
    subscriptionId: text('subscription_id'),
    licences: integer('licences').notNull().default(0),
    ...dated,
  },
  (table) => [
    unique('tenants_domain').on(table.accountId, table.livemode, table.domainId),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

export const mailboxes = pgTable(
  'mailboxes',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    localPart: text('local_part').notNull(),
    address: text('address').notNull(),
    displayName: text('display_name').notNull(),
    status: text('status').$type<MailboxStatus>().notNull(),
    statusReason: text('status_reason'),
    /** The vendor's id; null until it exists there. */
    externalId: text('external_id'),
    licensedAt: time('licensed_at'),
    dailySendLimit: integer('daily_send_limit').notNull().default(0),
    /** The ramp may plan no more than this; null for no such cap. */
    limitCap: integer('limit_cap'),
    /** Who set the cap, such as the id of a rotation. */
    limitCapReason: text('limit_cap_reason'),
    /** Its user's own limit, below what the warmup would allow; null for none. */
    ownLimit: integer('own_limit'),
    /** Who paused it; null while it is not. The platform never takes back what a person did. */
    pausedBy: text('paused_by').$type<PausedBy>(),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull().default({}),
    version: integer('version').notNull().default(1),
    /** Since when it exists at the vendor and can send. */
    readyAt: time('ready_at'),
    retiredAt: time('retired_at'),
    ...dated,
  },
  (table) => [
    uniqueIndex('mailboxes_address_taken').on(table.livemode, table.address).where(sql`retired_at is null`),
    index('mailboxes_list').on(table.accountId, table.livemode, table.createdAt, table.id),
    index('mailboxes_list_by_domain').on(table.accountId, table.livemode, table.domainId, table.createdAt, table.id),
    index('mailboxes_list_by_status').on(table.accountId, table.livemode, table.status, table.createdAt, table.id),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** A DNS record that the domain needs, and what DNS answered when it was last asked. */
export const dnsRecords = pgTable(
  'dns_records',
  {
    id: text('id').primaryKey(),
    ...owned,
    domainId: text('domain_id').notNull(),
    purpose: text('purpose').$type<RecordPurpose>().notNull(),
    type: text('type').$type<RecordType>().notNull(),
    name: text('name').notNull(),
    wanted: text('wanted').notNull(),
    ttlSeconds: integer('ttl_seconds').notNull(),
    observed: text('observed').array().notNull().default([]),
    status: text('status').$type<RecordStatus>().notNull().default('pending'),
    owner: text('owner').$type<RecordOwner>().notNull(),
    explanation: text('explanation'),
    checkedAt: time('checked_at'),
    ...dated,
  },
  (table) => [
    unique('dns_records_wanted').on(table.accountId, table.livemode, table.domainId, table.purpose, table.name),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

/** The newest message that was sent from the domain and read back, as it was judged. */
export const mailProofs = pgTable(
  'mail_proofs',
  {
    ...owned,
    domainId: text('domain_id').primaryKey(),
    mailboxId: text('mailbox_id').notNull(),
    /** In the subject of the message, so that it is found again. */
    token: text('token').notNull(),
    sentAt: time('sent_at'),
    receivedAt: time('received_at'),
    spf: text('spf'),
    dkim: text('dkim'),
    dmarc: text('dmarc'),
    authenticationResults: text('authentication_results'),
    ...dated,
  },
  (table) => [
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

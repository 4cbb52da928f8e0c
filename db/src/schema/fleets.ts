import { date, doublePrecision, foreignKey, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { FleetRole, FleetShortage, FleetStatus, Provider, Residency, RotationPolicy } from '../enums.ts'
import { dated, owned, time } from './columns.ts'
import { domains } from './domains.ts'

export interface FleetPerson {
  localPart: string
  displayName: string
}

/** What is expected of a day, as `temporal/src/rules/fleet` reckons it. */
export interface FleetForecastDay {
  day: number
  capacity: { low: number; middle: number; high: number }
  orders: number
  orderCents: number
}

/** "Keep me able to send N a day." Days are those of the mode's clock. */
export const fleets = pgTable(
  'fleets',
  {
    id: text('id').primaryKey(),
    ...owned,
    name: text('name').notNull(),
    /** For which it sends, in ASCII; its domains are variants of it. */
    brandDomain: text('brand_domain').notNull(),
    provider: text('provider').$type<Provider>().notNull(),
    residency: text('residency').$type<Residency>().notNull(),
    dailySendTarget: integer('daily_send_target').notNull(),
    /** A mailbox of each on every domain. */
    people: jsonb('people').$type<FleetPerson[]>().notNull(),
    profile: text('profile').$type<'conservative' | 'standard' | 'fast'>().notNull(),
    /** The most of its domains that may wait as spares, 0 to 1. */
    spareRatio: doublePrecision('spare_ratio').notNull(),
    /** Of a calendar month, in cents; null for the account's ceiling alone. */
    maxSpendCents: integer('max_spend_cents'),
    rotationPolicy: text('rotation_policy').$type<RotationPolicy>().notNull(),
    metadata: jsonb('metadata').$type<Record<string, string>>().notNull().default({}),
    status: text('status').$type<FleetStatus>().notNull().default('building'),
    /** What stands in its way; null when nothing does. */
    shortage: text('shortage').$type<FleetShortage>(),
    /** Domains that it should have and cannot order, and what of the ceiling is missing for them. */
    missingDomains: integer('missing_domains').notNull().default(0),
    missingCents: integer('missing_cents'),
    /** The first day on which less than the target is expected; null for none within the lead time. */
    lowFrom: date('low_from', { mode: 'string' }),
    /** From `keptOn` on. */
    forecast: jsonb('forecast').$type<FleetForecastDay[]>().notNull().default([]),
    /** The newest day on which it was looked after. */
    keptOn: date('kept_on', { mode: 'string' }),
    version: integer('version').notNull().default(1),
    endedAt: time('ended_at'),
    ...dated,
  },
  (table) => [
    unique('fleets_owner').on(table.accountId, table.livemode, table.id),
    index('fleets_list').on(table.accountId, table.livemode, table.createdAt, table.id),
  ],
)

/** A domain's place in its fleet. A domain is in one fleet at most; where it was before is history. */
export const fleetDomains = pgTable(
  'fleet_domains',
  {
    ...owned,
    fleetId: text('fleet_id').notNull(),
    domainId: text('domain_id').primaryKey(),
    /** Day and place of its order: of two that order for the same place one wins. */
    joinedOn: date('joined_on', { mode: 'string' }).notNull(),
    slot: integer('slot').notNull(),
    role: text('role').$type<FleetRole>().notNull(),
    roleSince: date('role_since', { mode: 'string' }).notNull(),
    /** Since when it could send: from then on a loss counts. */
    readyOn: date('ready_on', { mode: 'string' }),
    /** When it was seen to be burned. */
    lostOn: date('lost_on', { mode: 'string' }),
    leftOn: date('left_on', { mode: 'string' }),
  },
  (table) => [
    unique('fleet_domains_slot').on(table.fleetId, table.joinedOn, table.slot),
    foreignKey({
      columns: [table.accountId, table.livemode, table.fleetId],
      foreignColumns: [fleets.accountId, fleets.livemode, fleets.id],
    }),
    foreignKey({
      columns: [table.accountId, table.livemode, table.domainId],
      foreignColumns: [domains.accountId, domains.livemode, domains.id],
    }),
  ],
)

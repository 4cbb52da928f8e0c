import { boolean, doublePrecision, pgTable } from 'drizzle-orm/pg-core'
import { time } from './columns.ts'

/** One for each mode whose time was ever made to run at another pace. See `clock.ts`. */
export const clocks = pgTable('clocks', {
  livemode: boolean('livemode').primaryKey(),
  realAt: time('real_at').notNull(),
  ownAt: time('own_at').notNull(),
  daySeconds: doublePrecision('day_seconds').notNull(),
})

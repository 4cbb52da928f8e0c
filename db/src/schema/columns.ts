import { boolean, text, timestamp } from 'drizzle-orm/pg-core'

/** Milliseconds, as JavaScript's Date has them: a cursor must find its row again. */
export const time = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: 'date' })

/** Every row belongs to one account, in one mode. */
export const owned = {
  accountId: text('account_id').notNull(),
  livemode: boolean('livemode').notNull(),
}

export const dated = {
  createdAt: time('created_at').notNull().defaultNow(),
  updatedAt: time('updated_at').notNull().defaultNow(),
}

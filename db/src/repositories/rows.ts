import { and, type Column, eq, type Placeholder, type SQL } from 'drizzle-orm'
import type { Owner } from '../owner.ts'

/** The single row of a statement that always returns one. */
export function one<Row>(rows: Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('The statement returned no row')
  return row
}

/** The wall between accounts: part of every condition. */
export function ownedBy(
  table: { accountId: Column; livemode: Column },
  owner: Owner | { accountId: Placeholder; livemode: Placeholder },
): SQL | undefined {
  return and(eq(table.accountId, owner.accountId), eq(table.livemode, owner.livemode))
}

/** A filter that was not given lets everything through. */
export function matches(column: Column, value: string | Placeholder | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(column, value)
}

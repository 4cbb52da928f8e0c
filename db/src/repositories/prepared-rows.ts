import { Column, fillPlaceholders, type Query } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Executor } from '../db.ts'

type Columns = Record<string, PgColumn>
type RowOf<C extends Columns> = {
  [Name in keyof C]: C[Name]['_']['notNull'] extends true ? C[Name]['_']['data'] : C[Name]['_']['data'] | null
}

const { TIMESTAMPTZ } = pg.types.builtins
/** drizzle's columns read times by themselves. */
const types = {
  getTypeParser: (oid: number) => (oid === TIMESTAMPTZ ? String : pg.types.getTypeParser(oid)),
}

/**
 * A statement of drizzle's that is planned once a connection, and whose rows are read without its own mapper: that one walks a path
 * for each field, which costs as much as Postgres' answer for a page of a hundred.
 */
export function prepareRows<C extends Columns>(
  executor: Executor,
  { name, columns, statement }: { name: string; columns: C; statement: { toSQL(): Query } },
) {
  const { sql: text, params } = statement.toSQL()
  const readers = Object.entries(columns).map(([field, column]) => ({ field, read: readerOf(column) }))

  function toRow(values: unknown[]): RowOf<C> {
    const row: Record<string, unknown> = {}
    for (let index = 0; index < readers.length; index++) {
      const reader = readers[index]
      const value = values[index]
      if (reader) row[reader.field] = value === null || reader.read === null ? value : reader.read(value)
    }
    return row as RowOf<C>
  }

  return async (values: Record<string, unknown>): Promise<RowOf<C>[]> => {
    const query = { name, text, rowMode: 'array' as const, types, values: fillPlaceholders(params, values) }
    const { rows } = await executor.$client.query<unknown[]>(query)
    return rows.map(toRow)
  }
}

/** Null for a column whose values are what the driver gives. */
function readerOf(column: PgColumn): ((value: unknown) => unknown) | null {
  const isPlain = column.mapFromDriverValue === Column.prototype.mapFromDriverValue
  return isPlain ? null : (value) => column.mapFromDriverValue(value)
}

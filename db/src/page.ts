import { and, type Column, desc, gt, lt, type Placeholder, type SQL, sql } from 'drizzle-orm'

/** A place in a list that is ordered newest first. */
export interface Position {
  createdAt: Date
  id: string
}

export interface PageQuery {
  limit: number
  after?: Position | undefined
  createdAfter?: Date | undefined
  createdBefore?: Date | undefined
}

export interface Page<Row> {
  rows: Row[]
  /** Where the next page starts; null on the last one. */
  next: Position | null
}

interface ListColumns {
  createdAt: Column
  id: Column
}

/** The same with places for values, of a statement that is prepared. */
export interface PageFrame {
  after?: { createdAt: Date | Placeholder; id: string | Placeholder } | undefined
  createdAfter?: Date | Placeholder | undefined
  createdBefore?: Date | Placeholder | undefined
}

/**
 * Conditions of a keyset read: stable under inserts, and as quick on the last page as on the first. Rows are compared as wholes: of
 * `a < x or (a = x and b < y)` Postgres would read all rows before that place.
 */
export function pageConditions({ createdAt, id }: ListColumns, query: PageFrame): SQL | undefined {
  const { after } = query
  return and(
    after && sql`(${createdAt}, ${id}) < (${sql.param(after.createdAt, createdAt)}, ${sql.param(after.id, id)})`,
    query.createdAfter && gt(createdAt, query.createdAfter),
    query.createdBefore && lt(createdAt, query.createdBefore),
  )
}

export const newestFirst = ({ createdAt, id }: ListColumns): SQL[] => [desc(createdAt), desc(id)]

/** Takes the rows of a query that asked for one more than `limit`. */
export function toPage<Row extends Position>(rows: Row[], limit: number): Page<Row> {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null }
}

export function encodeCursor(position: Position): string {
  return Buffer.from(`${position.createdAt.getTime()}.${position.id}`).toString('base64url')
}

/** Null when the text is no cursor of ours. 14 digits of milliseconds reach to the year 5138. */
export function decodeCursor(cursor: string): Position | null {
  const match = /^(\d{1,14})\.([a-z]+_[0-9a-z]{26})$/.exec(Buffer.from(cursor, 'base64url').toString())
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), id: match[2] } : null
}

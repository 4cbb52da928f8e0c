import { type PageQuery as DbQuery, decodeCursor, encodeCursor, type Page, type Position } from '@coldframe/db'
import { errors } from './errors.ts'
import type { PageQuery } from './schemas.ts'

export function toDbQuery({ limit, cursor, createdAfter, createdBefore }: PageQuery): DbQuery {
  return { limit, createdAfter, createdBefore, after: cursor === undefined ? undefined : positionOf(cursor) }
}

function positionOf(cursor: string): Position {
  const position = decodeCursor(cursor)
  if (!position) throw errors.invalidCursor()
  return position
}

export function toList<Row, Item>({ rows, next }: Page<Row>, present: (row: Row) => Item) {
  return { data: rows.map(present), nextCursor: next ? encodeCursor(next) : null }
}

import type pg from 'pg'
import type { Executor } from '../db.ts'

/** A statement that is planned once a connection. */
export async function namedQuery<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  executor: Executor,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await executor.$client.query<Row>({ name, text, values })
  return rows
}

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { createDb, type Db } from './db.ts'
import { migrate } from './migrate.ts'

export interface TestDatabase {
  url: string
  db: Db
  drop(): Promise<void>
}

/** A fresh, migrated database on the server that `serverUrl` names, for one test file. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name}`)
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
  await migrate(url)
  const db = createDb({ url })
  return {
    url,
    db,
    async drop() {
      await db.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

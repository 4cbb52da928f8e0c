import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Owner } from './owner.ts'
import { createRepositories, type Repositories } from './repositories/index.ts'
import * as schema from './schema/index.ts'

export type Executor = NodePgDatabase<typeof schema>

export interface Db extends Repositories {
  /** Runs `work` in one transaction: all of it is kept, or nothing. */
  transaction<T>(work: (tx: Repositories) => Promise<T>): Promise<T>
  /**
   * The same in the name of one account: Postgres itself shows this transaction no other account's rows, and lets it
   * rewrite nothing that is history (row level security, role `coldframe_app`).
   */
  transactionFor<T>(owner: Owner, work: (tx: Repositories) => Promise<T>): Promise<T>
  /**
   * Runs `work` while no other process does so under the same name; waits for its turn.
   * Ends with this process: a crash frees the name.
   */
  withLock<T>(name: string, work: () => Promise<T>): Promise<T>
  /** One connection of its own for LISTEN; the caller closes it. */
  connect(): Promise<pg.Client>
  ping(): Promise<void>
  close(): Promise<void>
}

export interface DbOptions {
  url: string
  maxConnections?: number
  /** Told of connections that break while idle, which the pool replaces by itself. */
  onConnectionError?: (error: Error) => void
}

export function createDb({ url, maxConnections = 10, onConnectionError = () => {} }: DbOptions): Db {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, connectionTimeoutMillis: 10_000 })
  // Apart from the pool that `work` draws on: holders of a lock must never wait for those who wait for locks.
  const lockPool = new pg.Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 60_000 })
  pool.on('error', onConnectionError)
  lockPool.on('error', onConnectionError)
  return {
    ...createRepositories(drizzle(pool, { schema })),
    transaction: (work) => transaction(pool, 'begin', work),
    transactionFor: (owner, work) => transaction(pool, beginFor(owner), work),
    withLock: (name, work) => withLock(lockPool, name, work),
    async connect() {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true })
      await client.connect()
      return client
    },
    async ping() {
      await pool.query('select 1')
    },
    async close() {
      await Promise.all([pool.end(), lockPool.end()])
    },
  }
}

/** A `db` whose work, transactions included, is part of `tx`. */
export function joinTransaction(db: Db, tx: Repositories): Db {
  return { ...db, ...tx, transaction: (work) => work(tx), transactionFor: (_, work) => work(tx) }
}

/** One round trip; `local` settings end with the transaction. */
function beginFor({ accountId, livemode }: Owner): string {
  return `begin; set local role coldframe_app; set local coldframe.account_id = ${pg.escapeLiteral(accountId)};
    set local coldframe.livemode = ${livemode ? "'true'" : "'false'"}`
}

/** drizzle's own wrapper leaks a pool client for each BEGIN that fails (drizzle-orm issue 6023). */
async function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Repositories) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(createRepositories(drizzle(client, { schema })))
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    client.release(broken)
  }
}

async function withLock<T>(pool: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch((error: Error) => {
      broken = error
    })
    client.release(broken)
  }
}

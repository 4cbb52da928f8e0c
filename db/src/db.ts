import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Owner } from './owner.ts'
import { createEventQueue, type EventQueue } from './repositories/events.ts'
import { createRepositories, type Repositories } from './repositories/index.ts'
import { createEventWriter } from './repositories/write-events.ts'

/** `$client`: what it sends its statements through. */
export type Executor = NodePgDatabase & { $client: pg.Pool | pg.PoolClient }

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
  /** Connections of each pool, for metrics. */
  poolUse(): Record<'work' | 'locks', PoolUse>
  close(): Promise<void>
}

export interface PoolUse {
  busy: number
  idle: number
  /** Work that waits for a connection. */
  waiting: number
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
  for (const one of [pool, lockPool]) one.on('error', onConnectionError).on('connect', leaveErrorsToQueries)
  const repositories = createRepositories(drizzle(pool))
  return {
    ...repositories,
    webhookDeliveries: {
      ...repositories.webhookDeliveries,
      claim: (request) => transaction(pool, beginPlanned, (tx) => tx.webhookDeliveries.claim(request)),
      // An endpoint that is disabled by an answer says so in an event, or not at all.
      settle: (results) => transaction(pool, beginPlanned, (tx) => tx.webhookDeliveries.settle(results)),
    },
    transaction: (work) => transaction(pool, 'begin', work),
    transactionFor: (owner, work) => transaction(pool, beginFor(owner), work),
    withLock: (name, work) => withLock(lockPool, name, work),
    async connect() {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true })
      leaveErrorsToQueries(client)
      await client.connect()
      return client
    },
    async ping() {
      await pool.query('select 1')
    },
    poolUse: () => ({ work: useOf(pool), locks: useOf(lockPool) }),
    async close() {
      await Promise.all([pool.end(), lockPool.end()])
    },
  }
}

const useOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): PoolUse => ({
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
})

/** A `db` whose work, transactions included, is part of `tx`. */
export function joinTransaction(db: Db, tx: Repositories): Db {
  return { ...db, ...tx, transaction: (work) => work(tx), transactionFor: (_, work) => work(tx) }
}

/** One round trip; `local` settings end with the transaction. */
function beginFor({ accountId, livemode }: Owner): string {
  return `begin; set local role coldframe_app; set local coldframe.account_id = ${pg.escapeLiteral(accountId)};
    set local coldframe.livemode = ${livemode ? "'true'" : "'false'"}`
}

/**
 * For what is done many times a second to tables that are empty now and long the next moment: planned once a connection, row by row
 * over indexes, whatever the size is then. To plan anew over all weeks takes longer than the work.
 */
const beginPlanned = `begin; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off;
  set local enable_hashjoin = off; set local enable_mergejoin = off`

interface Session {
  repositories: Repositories
  events: EventQueue
}

const sessions = new WeakMap<pg.PoolClient, Session>()

/** Kept as long as the connection: so are the statements that it has prepared. */
function sessionOf(client: pg.PoolClient): Session {
  const known = sessions.get(client)
  if (known) return known
  const executor = drizzle(client)
  const events = createEventQueue(createEventWriter(executor))
  const session = { events, repositories: createRepositories(executor, events.add) }
  sessions.set(client, session)
  return session
}

/** drizzle's own wrapper leaks a pool client for each BEGIN that fails (drizzle-orm issue 6023). */
async function transaction<T>(pool: pg.Pool, begin: string, work: (tx: Repositories) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { repositories, events } = sessionOf(client)
    events.clear()
    await client.query(begin)
    const result = await work(repositories)
    await events.flush()
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

/**
 * An `error` that nobody hears ends the process, and a server that is killed may send one together with its welcome. The next query
 * throws it anyway.
 */
function leaveErrorsToQueries(client: pg.ClientBase): void {
  client.on('error', () => {})
}

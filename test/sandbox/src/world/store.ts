import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Collection, Store } from './world.ts'

export interface OpenStore extends Store {
  /** Empties every collection; handles that vendors hold stay valid. */
  clear(): void
  close(): void
}

interface Statements {
  load(name: string): { id: string; json: string }[]
  write(name: string, id: string, json: string): void
  remove(name: string, id: string): void
}

/** One SQLite file (`:memory:` for none), read into maps at start and written through, so that reads cost nothing. */
export function openStore(file: string): OpenStore {
  const database = openDatabase(file)
  const statements = prepare(database)
  const maps = new Map<string, Map<string, unknown>>()
  return {
    collection: (name) => openCollection(name, statements, maps),
    atomically: (work) => atomically(database, work),
    clear() {
      database.exec('DELETE FROM entries')
      for (const map of maps.values()) map.clear()
    },
    close: () => database.close(),
  }
}

function openDatabase(file: string) {
  if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true })
  const database = new DatabaseSync(file)
  try {
    prepareDatabase(database)
  } catch (error) {
    database.close()
    throw new Error(`The state of the sandbox in ${file} cannot be used; does another one use it?`, { cause: error })
  }
  return database
}

function prepareDatabase(database: DatabaseSync) {
  // Maps in memory and one file: two processes on it would undo each other, so the first one locks it.
  database.exec('PRAGMA busy_timeout = 2000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL')
  // With synchronous=OFF a commit reaches the kernel, not the disk: it outlives the process, which is what is promised.
  database.exec('PRAGMA synchronous = OFF')
  // `position` keeps the order of insertion over a restart: vendors list and page in it.
  database.exec(`CREATE TABLE IF NOT EXISTS entries (
    position INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (collection, id)
  )`)
}

function atomically<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work()
  database.exec('BEGIN')
  try {
    return work()
  } finally {
    // Also after an error: the maps in memory hold the writes that came before it.
    database.exec('COMMIT')
  }
}

function prepare(database: DatabaseSync): Statements {
  const select = database.prepare('SELECT id, json FROM entries WHERE collection = ? ORDER BY position')
  const upsert = database.prepare(`INSERT INTO entries (collection, id, json) VALUES (?, ?, ?)
    ON CONFLICT (collection, id) DO UPDATE SET json = excluded.json`)
  const drop = database.prepare('DELETE FROM entries WHERE collection = ? AND id = ?')
  return {
    load: (name) => select.all(name).map((row) => ({ id: String(row.id), json: String(row.json) })),
    write: (name, id, json) => void upsert.run(name, id, json),
    remove: (name, id) => void drop.run(name, id),
  }
}

function openCollection<T>(
  name: string,
  statements: Statements,
  maps: Map<string, Map<string, unknown>>,
): Collection<T> {
  const known = maps.get(name) ?? loadMap(name, statements)
  maps.set(name, known)
  // The type of a collection is what all its callers agree on; the store itself keeps any JSON.
  const map = known as Map<string, T>
  return {
    get: (id) => map.get(id),
    set(id, value) {
      statements.write(name, id, JSON.stringify(value))
      map.set(id, value)
    },
    delete(id) {
      statements.remove(name, id)
      return map.delete(id)
    },
    values: () => map.values(),
    get size() {
      return map.size
    },
  }
}

function loadMap(name: string, statements: Statements) {
  return new Map<string, unknown>(statements.load(name).map((row) => [row.id, JSON.parse(row.json)]))
}

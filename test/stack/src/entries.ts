/** The programs of the house, from the top of the repository. */
export const defaultEntries = {
  migrate: 'db/src/bin/migrate.ts',
  sandbox: 'test/sandbox/src/main.ts',
  worker: 'temporal/src/worker.ts',
  api: 'api/src/server.ts',
  createKey: 'api/src/bin/create-key.ts',
}
export type Entries = typeof defaultEntries

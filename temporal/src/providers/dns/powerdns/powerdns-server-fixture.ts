import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePort, hasProgram, startServer } from '../../program-fixture.ts'

const SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql'

export interface PowerdnsServer {
  url: string
  dnsPort: number
  stop(): Promise<void>
}

/** A real PowerDNS on loopback with an empty SQLite file; null where it is not installed. */
export async function startPowerdns(apiKey: string): Promise<PowerdnsServer | null> {
  const schema = await readFile(SCHEMA, 'utf8').catch(() => null)
  if (schema === null || !(await hasProgram('pdns_server'))) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'coldframe-pdns-'))
  const database = path.join(folder, 'zones.sqlite3')
  const file = new DatabaseSync(database)
  file.exec(schema)
  file.close()
  const [apiPort, dnsPort] = [await freePort(), await freePort()]
  await writeFile(path.join(folder, 'pdns.conf'), settings({ folder, database, apiKey, apiPort, dnsPort }))
  const server = await startServer('pdns_server', [`--config-dir=${folder}`], apiPort)
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: `http://127.0.0.1:${apiPort}`, dnsPort, stop }
}

interface Settings {
  folder: string
  database: string
  apiKey: string
  apiPort: number
  dnsPort: number
}

function settings({ folder, database, apiKey, apiPort, dnsPort }: Settings): string {
  return [
    'launch=gsqlite3',
    `gsqlite3-database=${database}`,
    `socket-dir=${folder}`,
    'local-address=127.0.0.1',
    `local-port=${dnsPort}`,
    'api=yes',
    `api-key=${apiKey}`,
    'webserver=yes',
    'webserver-address=127.0.0.1',
    `webserver-port=${apiPort}`,
    'guardian=no',
    'daemon=no',
    'security-poll-suffix=',
    'cache-ttl=0',
    'query-cache-ttl=0',
    'negquery-cache-ttl=0',
    'zone-cache-refresh-interval=0',
  ].join('\n')
}

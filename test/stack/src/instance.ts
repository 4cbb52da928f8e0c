import { rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { backendStage, startPostgres, startTemporal } from './backend.ts'
import { inheritedEnvironment, readConfig, type StackConfig, withOwnServers } from './config.ts'
import { defaultEntries, type Entries } from './entries.ts'
import { choosePorts, type WantedPort } from './ports.ts'
import { writePrivateFile } from './private-file.ts'
import { createApi, createWorker, productStage } from './product.ts'
import { type Say, timed } from './progress.ts'
import { runOnce } from './run-once.ts'
import { createSandbox, type Delays, type SandboxAddresses, vendorSettings } from './sandbox.ts'
import { masterKeyOf, writeAuthorities } from './secrets.ts'
import { ensureTestKey } from './test-key.ts'
import { createTree, type Tree } from './tree.ts'

const port = z.number().int().min(1)
const Ports = z.object({
  api: port,
  worker: port,
  postgres: port,
  temporal: port,
  vendors: port,
  control: port,
  dns: port,
})
export type Ports = z.output<typeof Ports>

export type InstanceOptions = {
  dataDir: string
  /** Ports to begin the search at; any free ones when not given. */
  ports?: Partial<Record<keyof Ports, WantedPort>>
  delays?: Delays
  /** Shortens the waits of the world: 0.01 makes a minute 0.6 s. */
  delayScale?: number
  /** false: data that nobody will miss after a power cut; starts sooner. */
  isDurable?: boolean
  /** Further settings of worker and API. */
  environment?: Record<string, string>
  say?: Say
  /** Stops a start that is under way. */
  signal?: AbortSignal
  /** Names servers to use instead of own ones; without it all are started. */
  config?: StackConfig
  entries?: Partial<Entries>
}

export type Instance = {
  baseUrl: string
  graphqlUrl: string
  testKey: string
  sandboxUrl: string
  dns: { host: string; port: number }
  databaseUrl: string
  temporalAddress: string
  /** By the name of the child, as they are now. */
  readonly pids: Record<string, number>
  kill(name: string, signal: NodeJS.Signals): void
  stop(): Promise<void>
}

type Context = {
  tree: Tree
  dataDirectory: string
  ports: Ports
  config: StackConfig
  entries: Entries
  environment: Record<string, string>
  options: InstanceOptions
  say: Say
}

async function choose({ ports = {} }: InstanceOptions, dataDirectory: string): Promise<Ports> {
  const wanted = Ports.keyof().options.map((name) => {
    const entry: [string, WantedPort] = [name, { port: 0, ...ports[name], udp: name === 'dns' }]
    return entry
  })
  return Ports.parse(await choosePorts(Object.fromEntries(wanted), path.join(dataDirectory, 'ports.json')))
}

async function startDatabase(context: Context): Promise<string> {
  const { tree, config, dataDirectory, ports, environment, entries, options, say } = context
  const backend = { config, dataDirectory, ports, environment, isDurable: options.isDurable ?? true, say }
  const databaseUrl = await startPostgres(backend, tree.supervisor)
  const task = { name: 'migrate', args: [entries.migrate], logDirectory: tree.logDirectory }
  await timed(say, 'database migrations', () =>
    runOnce({ ...task, environment: { ...environment, DATABASE_URL: databaseUrl } }),
  )
  return databaseUrl
}

async function startSandbox({ tree, dataDirectory, ports, environment, entries, options, say }: Context) {
  const { delays, delayScale } = options
  const sandbox = createSandbox({ entry: entries.sandbox, dataDirectory, ports, delays, delayScale, environment })
  await timed(say, `sandbox world on ports ${ports.vendors}, ${ports.control}, ${ports.dns} (DNS)`, () =>
    tree.supervisor.start(sandbox.spec, backendStage),
  )
  return sandbox.addresses()
}

/** Receivers of test webhooks may be on this machine. */
const receiversHere = { TEST_WEBHOOK_NETWORKS: '127.0.0.0/8,::1/128' }

/** What the product is told; settings that the caller made by hand win over the sandbox's. */
function productEnvironment(context: Context, databaseUrl: string, temporalAddress: string, world: SandboxAddresses) {
  const { config, dataDirectory, environment, options } = context
  return {
    ...vendorSettings(world),
    ...receiversHere,
    ...environment,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_NAMESPACE: config.TEMPORAL_NAMESPACE,
    MASTER_KEY: config.MASTER_KEY ?? masterKeyOf(dataDirectory),
    NODE_EXTRA_CA_CERTS: writeAuthorities(dataDirectory, world.caFile, config.NODE_EXTRA_CA_CERTS),
    ...options.environment,
  }
}

async function startProduct({ tree, ports, entries, say }: Context, environment: Record<string, string>) {
  const worker = createWorker({ entry: entries.worker, port: ports.worker, environment })
  const api = createApi({ entry: entries.api, port: ports.api, environment })
  await Promise.all([
    timed(say, 'worker', () => tree.supervisor.start(worker, productStage)),
    timed(say, `API on port ${ports.api}`, () => tree.supervisor.start(api, productStage)),
  ])
}

async function startAll(context: Context) {
  const { tree, config, dataDirectory, ports, environment, entries, options, say } = context
  const backend = { config, dataDirectory, ports, environment, isDurable: options.isDurable ?? true, say }
  const [databaseUrl, temporalAddress, world] = await Promise.all([
    startDatabase(context),
    startTemporal(backend, tree.supervisor),
    startSandbox(context),
  ])
  const told = productEnvironment(context, databaseUrl, temporalAddress, world)
  await startProduct(context, told)
  const baseUrl = `http://127.0.0.1:${ports.api}`
  const args = [entries.createKey, '--account', 'First account', '--mode', 'test']
  const task = { args, environment: told, logDirectory: tree.logDirectory }
  const testKey = await ensureTestKey({ dataDirectory, baseUrl, task })
  const addresses = { baseUrl, graphqlUrl: `${baseUrl}/graphql`, testKey, sandboxUrl: world.controlUrl, dns: world.dns }
  return { ...addresses, databaseUrl, temporalAddress }
}

/** Starts the whole house: Postgres, Temporal, the sandbox world, worker and API. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const dataDirectory = path.resolve(options.dataDir)
  const say = options.say ?? (() => {})
  const file = path.join(dataDirectory, 'instance.json')
  let tell = () => {}
  const tree = await createTree(dataDirectory, say, () => tell())
  const stop = async () => {
    tell = () => {}
    rmSync(file, { force: true })
    await tree.stop()
  }
  options.signal?.addEventListener('abort', () => void stop())
  try {
    const ports = await choose(options, dataDirectory)
    const entries = { ...defaultEntries, ...options.entries }
    const config = options.config ?? withOwnServers(readConfig())
    const environment = inheritedEnvironment()
    const context = { tree, dataDirectory, ports, config, entries, environment, options, say }
    const started = await startAll(context)
    const { baseUrl, graphqlUrl, testKey, sandboxUrl, dns } = started
    const pids = () => tree.supervisor.pids()
    tell = () => {
      writePrivateFile(
        file,
        `${JSON.stringify({ baseUrl, graphqlUrl, testKey, sandboxUrl, dns, pids: pids() }, null, 2)}\n`,
      )
    }
    if (!options.signal?.aborted) tell()
    return {
      ...started,
      stop,
      kill: tree.supervisor.kill,
      get pids() {
        return pids()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

import { z } from 'zod'

const Environment = z.object({
  /** A Postgres of one's own; none is started then. */
  DATABASE_URL: z.string().optional(),
  /** A Temporal of one's own; none is started then. */
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().optional(),
  /** Set by bootstrap.mjs. */
  TEMPORAL_CLI: z.string().optional(),
  TEMPORAL_TEST_SERVER: z.string().optional(),
  /** Base64 of 32 bytes; made and kept in the data folder when not set. */
  MASTER_KEY: z.string().optional(),
  NODE_EXTRA_CA_CERTS: z.string().optional(),
  /** Real seconds of a day in test mode. */
  TEST_DAY_SECONDS: z.string().optional(),
})
export type StackConfig = Omit<z.output<typeof Environment>, 'TEMPORAL_NAMESPACE'> & { TEMPORAL_NAMESPACE: string }

const withoutEmpty = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))

export function readConfig(): StackConfig {
  const config = Environment.parse(withoutEmpty(process.env))
  // A server of one's own has a namespace `default`; ours is made with the server.
  const namespace = config.TEMPORAL_ADDRESS ? 'default' : 'coldframe'
  return { ...config, TEMPORAL_NAMESPACE: config.TEMPORAL_NAMESPACE ?? namespace }
}

/** The settings without the servers that they name: for an instance that has its own. */
export function withOwnServers(config: StackConfig): StackConfig {
  return { ...config, DATABASE_URL: undefined, TEMPORAL_ADDRESS: undefined, TEMPORAL_NAMESPACE: 'coldframe' }
}

/** tap loads itself into every node below it; the processes of an instance are not its business. */
const isOfTap = (name: string) => /^_?TAP(JS|_|$)/.test(name)
const withoutTapLoaders = (options: string) => options.replaceAll(/"?--import=\S*@tapjs\S*/g, '').trim()

/** What children inherit from this process. */
export function inheritedEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || value === '' || isOfTap(name)) continue
    inherited[name] = name === 'NODE_OPTIONS' ? withoutTapLoaders(value) : value
  }
  return inherited
}

import type { StackConfig } from './config.ts'
import { createPostgres } from './postgres.ts'
import { type Say, timed } from './progress.ts'
import type { Supervisor } from './supervisor.ts'
import { createTemporal, temporalPrograms } from './temporal.ts'

export type BackendOptions = {
  config: StackConfig
  dataDirectory: string
  ports: { postgres: number; temporal: number }
  environment: Record<string, string>
  isDurable: boolean
  say: Say
}

export const backendStage = 1

/** Starts Postgres, unless there is one of one's own; answers its URL. */
export async function startPostgres(options: BackendOptions, supervisor: Supervisor): Promise<string> {
  const { config, dataDirectory, ports, environment, isDurable, say } = options
  if (config.DATABASE_URL) return config.DATABASE_URL
  return await timed(say, `Postgres on port ${ports.postgres}`, async () => {
    const postgres = await createPostgres({ dataDirectory, port: ports.postgres, environment, say, isDurable })
    await supervisor.start(postgres.spec, backendStage)
    await postgres.prepare()
    return postgres.url
  })
}

/** Starts Temporal, unless there is one of one's own; answers its address. */
export async function startTemporal(options: BackendOptions, supervisor: Supervisor): Promise<string> {
  const { config, dataDirectory, ports, environment, say } = options
  if (config.TEMPORAL_ADDRESS) return config.TEMPORAL_ADDRESS
  const program = temporalPrograms(config).cli
  const namespace = config.TEMPORAL_NAMESPACE
  const temporal = createTemporal({ program, dataDirectory, port: ports.temporal, namespace, environment })
  await timed(say, `Temporal on port ${ports.temporal}`, () => supervisor.start(temporal.spec, backendStage))
  return temporal.address
}

import { z } from 'zod'
import { parseVendorConfig } from './providers/vendor-config.ts'
import { parseWebhookConfig } from './webhooks/webhook-config.ts'

const Environment = z.object({
  DATABASE_URL: z.url(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).default(20),
  TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  /** For Temporal Cloud; TLS is used with it. */
  TEMPORAL_API_KEY: z.string().optional(),
  /** 32 bytes in base64: seals every secret in the database. */
  MASTER_KEY: z.string(),
  /** Answers /healthz, /readyz and /metrics on loopback when set. */
  HEALTH_PORT: z.coerce.number().int().optional(),
  /** Base URL of an OTLP/HTTP receiver of traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** Real seconds that a day lasts in test mode, so that weeks of warmup can be watched. In live mode a day is a day. */
  TEST_DAY_SECONDS: z.coerce.number().min(1).max(86_400).default(86_400),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
})

export function readConfig(environment: NodeJS.ProcessEnv) {
  return {
    ...Environment.parse(environment),
    vendors: { test: parseVendorConfig(environment, 'TEST_'), live: parseVendorConfig(environment, 'LIVE_') },
    webhooks: parseWebhookConfig(environment),
  }
}
export type WorkerConfig = ReturnType<typeof readConfig>

import { parseVendorConfig, parseWebhookConfig } from '@coldframe/temporal'
import { z } from 'zod'
import { defaultLimits } from './rest/limits.ts'

const Environment = z.object({
  DATABASE_URL: z.url(),
  /** 32 bytes in base64, the same as the worker's: seals what must not be read in the database. */
  MASTER_KEY: z.string(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Requests that a key has in a window. */
  RATE_LIMIT: z.coerce.number().int().min(1).max(1_000_000_000).default(600),
  RATE_LIMIT_WINDOW_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
  /** Wrong keys that an address may send in a minute. */
  REFUSED_KEYS_LIMIT: z.coerce.number().int().min(1).max(1_000_000_000).default(defaultLimits.guesses.limit),
  /** Addresses or networks of proxies in front, with commas between: only their `X-Forwarded-For` is believed. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
  /** Serves GET /metrics when set, on METRICS_HOST. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Base URL of an OTLP/HTTP receiver of traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

const withoutEmpty = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))

export function readConfig(environment: NodeJS.ProcessEnv) {
  return {
    ...Environment.parse(withoutEmpty(environment)),
    vendors: {
      test: parseVendorConfig(environment, 'TEST_'),
      live: parseVendorConfig(environment, 'LIVE_'),
    },
    webhooks: parseWebhookConfig(environment),
  }
}

/** For programs that need nothing but the database. */
export const readDatabaseUrl = (environment: NodeJS.ProcessEnv) =>
  Environment.pick({ DATABASE_URL: true }).parse(environment).DATABASE_URL

import type { Settings } from './core/settings.ts'
import { UsageError } from './errors.ts'
import type { ColdframeOptions } from './options.ts'

const MAX_RETRIES = 2
const TIMEOUT_MS = 30_000

export function readSettings(options: ColdframeOptions): Settings {
  const { maxRetries = MAX_RETRIES, timeoutMs = TIMEOUT_MS, totalTimeoutMs, account, headers = {}, log } = options
  return {
    apiKey: options.apiKey || environment('COLDFRAME_API_KEY') || missing('apiKey', 'COLDFRAME_API_KEY'),
    baseUrl: withoutEnd(
      options.baseUrl || environment('COLDFRAME_BASE_URL') || missing('baseUrl', 'COLDFRAME_BASE_URL'),
    ),
    // Looked up at each call: who replaces it later, as test tools do, means it. Called bare: Workers refuse another `this`.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    maxRetries,
    timeoutMs,
    totalTimeoutMs,
    account,
    headers,
    log,
  }
}

/** Edge runtimes have no process; Deno has one that may refuse to tell. */
function environment(name: string): string | undefined {
  try {
    return typeof process === 'undefined' ? undefined : process.env?.[name]
  } catch {
    return undefined
  }
}

function missing(option: string, variable: string): never {
  throw new UsageError(`Give createColdframe "${option}", or set ${variable}`, {
    code: `${variable.toLowerCase()}_missing`,
  })
}

function withoutEnd(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new UsageError('"baseUrl" is no URL', { code: 'base_url_invalid' })
  return baseUrl.replace(/\/+$/, '')
}

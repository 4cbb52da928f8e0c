import type { ColdframeOptions } from '../options.ts'

/** A client's options, with what they fall back to. */
export interface Settings extends ColdframeOptions {
  apiKey: string
  baseUrl: string
  maxRetries: number
  timeoutMs: number
  headers: Record<string, string>
  fetch: typeof globalThis.fetch
}

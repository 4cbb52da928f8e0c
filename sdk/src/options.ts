import type { LogEntry } from './core/log.ts'

/** What one call may be told; each falls back to what the client was told. */
export interface CallOptions {
  signal?: AbortSignal
  /** For each attempt. */
  timeoutMs?: number
  /** For all attempts and the waits between them. */
  totalTimeoutMs?: number
  /** 0 makes one attempt. */
  maxRetries?: number
  /** Id of a sub-account to act for. */
  account?: string
  /** Your own id of the request, for logs. */
  requestId?: string
  headers?: Record<string, string>
}

export interface PostOptions extends CallOptions {
  /** Makes the call act once, however often it is made. A random one is made for each call, and kept over its retries. */
  idempotencyKey?: string
}

export interface ChangeOptions extends CallOptions {
  /**
   * The `ETag` that was read: the change is made only if nobody changed the thing since. A retry whose first attempt was
   * done, and its answer lost, is refused like a stranger's: read again.
   */
  ifMatch?: string
}

export interface StreamOptions extends CallOptions {
  /** Id of the last event that was seen; what came after it is told, where the stream keeps it. */
  lastEventId?: string
  /** So long a stream may be silent before it is opened anew. */
  idleTimeoutMs?: number
}

export interface ColdframeOptions {
  /** `cf_test_…` or `cf_live_…`; else the environment's `COLDFRAME_API_KEY`. */
  apiKey?: string
  /** Where the API answers, such as `http://127.0.0.1:3000`; else the environment's `COLDFRAME_BASE_URL`. */
  baseUrl?: string
  /** Id of a sub-account to act for. */
  account?: string
  /** After the first attempt; 2 when not given. */
  maxRetries?: number
  /** For each attempt; 30,000 when not given. */
  timeoutMs?: number
  /** For all attempts of a call; unbounded when not given. */
  totalTimeoutMs?: number
  headers?: Record<string, string>
  /** In place of the platform's own. */
  fetch?: typeof globalThis.fetch
  /** Told of each attempt; never of keys, headers or bodies. */
  log?: (entry: LogEntry) => void
}

import { AsyncLocalStorage } from 'node:async_hooks'
import type { Logger } from 'pino'
import type { Span } from '../tracing/tracing.ts'

/** Which attempt is running: vendors are shared by all of them, and know of none. */
export interface ActivityScope {
  log: Logger
  span: Span
}

export const activityScope = new AsyncLocalStorage<ActivityScope>()

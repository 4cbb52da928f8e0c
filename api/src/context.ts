import type { Owner } from '@coldframe/db'
import type { FastifyBaseLogger } from 'fastify'

import type { Scope } from './auth/scopes.ts'
import type { Services } from './services.ts'

export type Logger = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>

/** Who asks. */
export interface Actor {
  /** Whose things it is about. */
  owner: Owner
  /** The key's own account: another one where it acts for a sub-account. */
  actingAccountId: string
  keyId: string
  scopes: readonly Scope[]
}

/** What a handler has beside its input. */
export interface Context {
  actor: Actor
  requestId: string
  /** W3C trace context of the call, where it is traced. */
  traceparent: string | undefined
  /** What makes a repeated POST the same one; null when the caller gave none. */
  idempotencyKey: string | null
  /** Versions one of which the caller wants to change; null when any will do. */
  ifVersions: number[] | null
  /** `Last-Event-ID`: up to where a client had followed a stream before; null when it begins anew. */
  lastEventId: string | null
  /** Aborts when the caller has gone, or the process stops. */
  signal: AbortSignal
  log: Logger
}

/** What a handler works with. */
export interface HandlerContext extends Context {
  services: Services
}

import type { Owner } from '@coldframe/db'
import type { FastifyBaseLogger } from 'fastify'

import type { Scope } from './auth/scopes.ts'
import type { Services } from './services.ts'

export type Logger = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>

/** Who asks. */
export interface Actor {
  owner: Owner
  keyId: string
  scopes: readonly Scope[]
}

/** What a handler has beside its input. */
export interface Context {
  actor: Actor
  services: Services
  /** Versions one of which the caller wants to change; null when any will do. */
  ifVersions: number[] | null
  /** Aborts when the caller has gone, or the process stops. */
  signal: AbortSignal
  log: Logger
}

import type { FastifyInstance } from 'fastify'

/** A named map of JSON values that survives a restart of the sandbox. */
export interface Collection<T> {
  get(id: string): T | undefined
  set(id: string, value: T): void
  delete(id: string): boolean
  values(): IterableIterator<T>
  readonly size: number
}

export interface Store {
  collection<T>(name: string): Collection<T>
  /** A kill leaves all of the writes of `work` or none; `work` is synchronous. What it threw is thrown on. */
  atomically<T>(work: () => T): T
}

/** What the outside world makes its customers wait for. Base lengths stand in `waits.ts`, with their source. */
export type WaitKind =
  | 'registration'
  | 'delegation'
  | 'tenant_creation'
  | 'partner_relationship'
  | 'order_provisioning'
  | 'domain_verification'
  | 'accepted_domain'
  | 'replication'
  | 'licence_assignment'
  | 'mailbox_creation'
  | 'dkim_sync'
  | 'mail_delivery'

export interface Wait {
  kind: WaitKind
  /** What is waited for, such as a domain's or a mailbox's name. */
  subject: string
  /** Groups the waits of one order: the domain's name where it is known, else the tenant id. */
  group: string
  startedAt: number
  readyAt: number
}

export interface Waits {
  /** Starts a wait once; a second call for the same kind and subject answers with the first one. */
  start(kind: WaitKind, subject: string, group: string): Wait
  /** False before `start` was called and while the wait lasts. */
  isOver(kind: WaitKind, subject: string): boolean
  all(): Wait[]
}

export interface Counters {
  /** `counters.add('registrations', 'acme.com')`: real effects in the world, by subject. */
  add(name: string, subject: string): void
  /** name -> subject -> count */
  all(): Record<string, Record<string, number>>
}

/** Zone data behind the authoritative server. */
export interface Zones {
  /** Values in presentation form without quotes; follows no CNAME. Empty when there are none. */
  values(name: string, type: string): string[]
  /** As a resolver sees it: follows CNAMEs, honours delegation (an undelegated zone answers nothing). */
  resolve(name: string, type: string): string[]
  /** Replaces one record set in a zone of the world's own (vendor zones, not customers'). */
  publish(name: string, type: string, ttlSeconds: number, values: string[]): void
  withdraw(name: string, type: string): void
}

export interface World {
  store: Store
  waits: Waits
  counters: Counters
  zones: Zones
  /** Milliseconds since 1970. */
  now(): number
  /** `https://localhost:PORT`, where all vendors answer. */
  vendorsUrl: string
}

/** One vendor is one fastify plugin on the shared TLS listener; faults are injected in front of it, by this name. */
export type VendorName = 'login' | 'partner_center' | 'graph' | 'exchange' | 'registrar' | 'dns_api'
export interface Vendor {
  name: VendorName
  routes(app: FastifyInstance, world: World): Promise<void> | void
}

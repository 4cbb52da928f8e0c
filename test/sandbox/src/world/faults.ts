import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Store } from './world.ts'

const vendors = ['login', 'partner_center', 'graph', 'exchange', 'registrar', 'dns_api'] as const

const pattern = z.string().refine(isPattern, 'is not a regular expression')
function isPattern(text: string) {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

/** How long and how often a fault bites. */
const limits = {
  /** Ends after so many bites; without it, when it is deleted. */
  count: z.int().min(1).optional(),
  /** Lets so many matching requests pass first. */
  after: z.int().min(0).default(0),
}
const vendorFault = {
  vendor: z.enum(vendors),
  match: z
    .strictObject({
      method: z.string().toUpperCase().optional(),
      /** Tested against path and query. */
      path: pattern.optional(),
      /** Tested against `X-Amz-Target`, which tells the registrar's operations apart. */
      target: pattern.optional(),
    })
    .optional(),
  ...limits,
}
const dnsFault = {
  vendor: z.literal('dns'),
  match: z.strictObject({ name: pattern.optional(), type: z.string().toUpperCase().optional() }).optional(),
  ...limits,
}

const retryAfterModes = ['seconds', 'absent', 'decimal', '0', 'http_date'] as const
const delayMs = z.int().min(0).max(600_000)

export const VendorFault = z.discriminatedUnion('kind', [
  z.strictObject({
    ...vendorFault,
    kind: z.literal('throttle'),
    retryAfter: z.enum(retryAfterModes).default('seconds'),
    retryAfterSeconds: z.number().min(0).default(1),
  }),
  z.strictObject({
    ...vendorFault,
    kind: z.literal('server_error'),
    status: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]).default(500),
    body: z.enum(['vendor', 'empty', 'html']).default('vendor'),
  }),
  z.strictObject({ ...vendorFault, kind: z.literal('lost_reply') }),
  z.strictObject({ ...vendorFault, kind: z.literal('refuse_connection') }),
  z.strictObject({ ...vendorFault, kind: z.literal('slow'), delayMs }),
])
export type VendorFault = z.output<typeof VendorFault>

export const DnsFault = z.discriminatedUnion('kind', [
  z.strictObject({ ...dnsFault, kind: z.literal('servfail') }),
  z.strictObject({ ...dnsFault, kind: z.literal('timeout') }),
  z.strictObject({ ...dnsFault, kind: z.literal('slow'), delayMs }),
])
export type DnsFault = z.output<typeof DnsFault>

export type ActiveFault<F = VendorFault | DnsFault> = F & { id: string; seen: number; bites: number }

export interface VendorRequest {
  vendor: string
  method: string
  url: string
  target: string
}

/** Faults that a test asked for; they survive a restart like the rest of the world. */
export function createFaults(store: Store) {
  const faults = store.collection<ActiveFault>('faults')

  /** Counts the request for each fault that it matches, and bites with the first that is due. */
  function bite<F extends ActiveFault>(candidates: F[]): F | undefined {
    for (const fault of candidates) {
      const seen = fault.seen + 1
      const isDue = seen > fault.after && (fault.count === undefined || fault.bites < fault.count)
      faults.set(fault.id, { ...fault, seen, bites: fault.bites + (isDue ? 1 : 0) })
      if (isDue) return fault
    }
    return undefined
  }
  return {
    add(fault: VendorFault | DnsFault) {
      const active = { ...fault, id: randomUUID(), seen: 0, bites: 0 }
      faults.set(active.id, active)
      return active
    },
    list: () => [...faults.values()].map((fault) => ({ ...fault, isOver: fault.bites === fault.count })),
    remove: (id: string) => faults.delete(id),
    clear() {
      for (const { id } of [...faults.values()]) faults.delete(id)
    },
    biteRequest: (request: VendorRequest) => bite([...faults.values()].filter((fault) => hitsRequest(fault, request))),
    biteQuestion: (name: string, type: string) =>
      bite([...faults.values()].filter((fault) => hitsQuestion(fault, name, type))),
  }
}
export type Faults = ReturnType<typeof createFaults>

function hitsRequest(fault: ActiveFault, request: VendorRequest): fault is ActiveFault<VendorFault> {
  if (fault.vendor === 'dns' || fault.vendor !== request.vendor) return false
  const { method, path, target } = fault.match ?? {}
  return matches(path, request.url) && matches(target, request.target) && (!method || method === request.method)
}

function hitsQuestion(fault: ActiveFault, name: string, type: string): fault is ActiveFault<DnsFault> {
  if (fault.vendor !== 'dns') return false
  return matches(fault.match?.name, name) && (!fault.match?.type || fault.match.type === type)
}

const matches = (wanted: string | undefined, text: string) => wanted === undefined || new RegExp(wanted).test(text)

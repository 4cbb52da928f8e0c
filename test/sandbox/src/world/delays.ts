import { z } from 'zod'
import type { Store, WaitKind } from './world.ts'

export const delayPresets = ['zero', 'small', 'realistic'] as const
export const Delays = z.strictObject({
  preset: z.enum(delayPresets),
  /** Factor on the lengths of `realistic`; 0.01 makes five minutes three seconds. */
  scale: z.number().min(0).max(10).optional(),
})
export type Delays = z.output<typeof Delays>

/** `realisticMs`: what the outside world is known to take. `smallMs`: enough to be seen, short enough to watch. */
interface BaseLength {
  realisticMs: number
  smallMs: number
  source: string
}

const second = 1_000
const minute = 60 * second
const baseLengths: Record<WaitKind, BaseLength> = {
  registration: { realisticMs: 5 * minute, smallMs: 1_500, source: 'a gTLD at Route 53 Domains takes minutes' },
  delegation: { realisticMs: 2 * minute, smallMs: 1_000, source: 'registries publish .com and .net within minutes' },
  tenant_creation: { realisticMs: 30 * second, smallMs: 800, source: 'POST /v1/customers answers within a minute' },
  partner_relationship: {
    realisticMs: 3 * minute,
    smallMs: 1_200,
    source: 'Graph docs, auth-cloudsolutionprovider: up to 3 minutes after the customer was created',
  },
  order_provisioning: {
    realisticMs: 5 * minute,
    smallMs: 1_500,
    source: 'Partner Center docs, orders: a subscription shows up to 15 minutes late',
  },
  domain_verification: { realisticMs: 5 * minute, smallMs: 1_000, source: 'Graph docs, domain verify: caches of TXT' },
  accepted_domain: {
    realisticMs: 2 * minute,
    smallMs: 500,
    source: 'Exchange sees a verified domain after Graph does',
  },
  replication: {
    realisticMs: 1 * minute,
    smallMs: 300,
    source: 'Graph: an object may be 404 right after its creation',
  },
  licence_assignment: { realisticMs: 3 * minute, smallMs: 1_000, source: 'a plan turns Success after 2 to 5 minutes' },
  mailbox_creation: {
    realisticMs: 20 * minute,
    smallMs: 2_500,
    source: 'a mailbox is 404 for minutes to hours after its licence',
  },
  dkim_sync: {
    realisticMs: 10 * minute,
    smallMs: 1_200,
    source: 'Set-DkimSigningConfig fails until its CNAMEs are seen',
  },
  mail_delivery: { realisticMs: 10 * second, smallMs: 400, source: 'queue, filters and transport between two tenants' },
}

export function createDelays(store: Store, initial: Delays | null) {
  const settings = store.collection<Delays>('delays')
  if (initial) settings.set('current', initial)
  const current = (): Delays => settings.get('current') ?? { preset: 'small' }
  return {
    current,
    /** Holds for waits that start later. */
    change: (delays: Delays) => settings.set('current', delays),
    lengthMs: (kind: WaitKind) => lengthMs(baseLengths[kind], current()),
    /** The setting, and what it means for each kind of wait. */
    describe() {
      const waits = Object.entries(baseLengths).map(([kind, base]) => {
        return [kind, { lengthMs: lengthMs(base, current()), source: base.source }] as const
      })
      return { ...current(), waits: Object.fromEntries(waits) }
    },
  }
}
export type DelaySettings = ReturnType<typeof createDelays>

function lengthMs({ smallMs, realisticMs }: BaseLength, { preset, scale = 1 }: Delays) {
  if (preset === 'zero') return 0
  return preset === 'small' ? smallMs : Math.round(realisticMs * scale)
}

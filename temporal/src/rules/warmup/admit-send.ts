import type { DomainHealth } from '@coldframe/db'
import type { LimitName } from './limits.ts'

export interface SendSituation {
  verdict: DomainHealth
  isPaused: boolean
  /** Of the limit that the message counts against: the sequencer's, or the exchange's. */
  limit: { value: number; used: number; binding: LimitName }
  /** External recipients of the tenant: its budget, and those of the last 24 hours. */
  tenant: { budget: number; usedInLast24Hours: number }
  /** Of this message. */
  recipients: number
}

/** Asked right before a message is sent, as the world has gone on since it was planned: null, or what stands against it. */
export function refusalOfSend({ verdict, isPaused, limit, tenant, recipients }: SendSituation): LimitName | null {
  if (isPaused) return 'paused'
  if (verdict === 'worn' || verdict === 'burned') return verdict
  if (limit.used + recipients > limit.value) return limit.binding
  return tenant.usedInLast24Hours + recipients > tenant.budget ? 'tenant_budget' : null
}

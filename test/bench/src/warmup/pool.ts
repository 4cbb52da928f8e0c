import type { DomainDay, Pool, PoolDomain } from '@coldframe/temporal/warmup'
import { dailyCapOf, tenantSendBudget, warmupProfiles } from '@coldframe/temporal/warmup'

const providers = ['microsoft365', 'microsoft365', 'microsoft365', 'google_workspace', 'smtp_relay'] as const
const profiles = [warmupProfiles.conservative, warmupProfiles.standard, warmupProfiles.fast]
export const zones = ['Europe/Zurich', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney']

const of = <T>(items: readonly [T, ...T[]] | readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('an empty list')
  return item
}

export interface BenchDomain {
  member: PoolDomain
  day: DomainDay
  zone: string
}

/** A pool of domains of all ages up to 60 days, of all providers, profiles and zones. */
export function createPool(domains: number, mailboxes: number, date: string): { pool: Pool; domains: BenchDomain[] } {
  const list = Array.from({ length: domains }, (_, slot) => createDomain(slot, mailboxes, date))
  const pool = { seed: 1, slots: domains, domainAt: (slot: number) => list[slot]?.member }
  return { pool, domains: list }
}

function createDomain(slot: number, mailboxes: number, date: string): BenchDomain {
  const provider = of(providers, slot)
  const profile = of(profiles, slot)
  const age = 1 + (slot % 60)
  const ids = Array.from(
    { length: mailboxes },
    (_, place) => `mbx_${String(slot * mailboxes + place).padStart(22, '0')}`,
  )
  const last = { dailySendLimit: Math.min(profile.send.cap, age), warmupVolume: profile.warmup.cap }
  const course = {
    rampDay: age,
    gapDays: 1,
    isPaused: false,
    ownLimit: null,
    rotationCap: null,
    last: age === 1 ? null : last,
  }
  const day: DomainDay = {
    profile,
    providerCap: dailyCapOf(provider),
    verdict: of(['healthy', 'unknown', 'healthy', 'watch'] as const, slot >> 2),
    watchDays: 1,
    isPaused: false,
    hasExchange: true,
    date,
    isWeekend: false,
    rampDay: age,
    tenantBudget: tenantSendBudget({ licences: mailboxes }),
    mailboxes: ids.map((id) => ({ id, ...course })),
  }
  return { member: { slot, provider, mailboxes: ids }, day, zone: of(zones, slot) }
}

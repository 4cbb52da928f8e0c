import type { DomainHealth } from '@coldframe/db'
import { bindingOf, type Limit, type LimitName, limitsOfRamp } from './limits.ts'
import type { WarmupProfile } from './profiles.ts'

export interface MailboxCourse {
  id: string
  rampDay: number
  gapDays: number
  /** By its user: the platform never takes that back. */
  isPaused: boolean
  /** A limit that its user set; null for none. */
  ownLimit: number | null
  /** What a rotation leaves to it while its successor ramps up; null for none. */
  rotationCap: number | null
  /** What it was allowed on the last day that allowed any; null before the first. */
  last: { dailySendLimit: number; warmupVolume: number } | null
}

/** What all mailboxes of a domain have in common. */
export interface DomainCourse {
  profile: WarmupProfile
  /** Of the mailbox provider, for one mailbox and day. */
  providerCap: number
  verdict: DomainHealth
  /** Days on watch in a row, this one included. */
  watchDays: number
  isPaused: boolean
  /** False where the account has opted out: then the ramp works alone. */
  hasExchange: boolean
}

export interface Target {
  value: number
  /** All that was looked at, the ramp and what holds it down. */
  limits: Limit[]
}

/** What one mailbox may do by itself, before its domain and its tenant have shared out what they have. */
export function targetsOf(domain: DomainCourse, mailbox: MailboxCourse): { send: Target; warmup: Target } {
  const stops = stopsOf(domain, mailbox)
  const send = targetOf([...stops, ...sendLimits(domain, mailbox)])
  const rest = { limit: 'provider_cap', value: Math.max(0, domain.providerCap - send.value) } as const
  return { send, warmup: targetOf([...stops, ...warmupLimits(domain, mailbox), rest]) }
}

const targetOf = (limits: Limit[]): Target => ({ value: bindingOf(limits).value, limits })

/** Worn mail is not saved by more mail, and what a person has paused stays so. No data is no reason to stop. */
function stopsOf({ verdict, isPaused }: DomainCourse, mailbox: MailboxCourse): Limit[] {
  const names: LimitName[] = []
  if (isPaused || mailbox.isPaused) names.push('paused')
  if (verdict === 'burned' || verdict === 'worn') names.push(verdict)
  return names.map((limit) => ({ limit, value: 0 }))
}

function sendLimits({ profile, providerCap, hasExchange, ...domain }: DomainCourse, mailbox: MailboxCourse): Limit[] {
  // Without the exchange nothing else is sent: days that never begin would never end.
  const rampDay = hasExchange ? mailbox.rampDay - profile.send.fromDay + 1 : mailbox.rampDay
  const limits: Limit[] = [{ limit: 'provider_cap', value: providerCap }]
  if (mailbox.ownLimit !== null) limits.push({ limit: 'own_limit', value: mailbox.ownLimit })
  if (mailbox.rotationCap !== null) limits.push({ limit: 'rotation', value: mailbox.rotationCap })
  if (rampDay < 1) return [{ limit: 'not_started', value: 0 }, ...limits]
  const course = { rampDay, gapDays: mailbox.gapDays, watchDays: watchDaysOf(domain) }
  const last = mailbox.last?.dailySendLimit ?? null
  return [...limitsOfRamp(profile.send, { ...course, last }), ...limits]
}

function warmupLimits({ profile, hasExchange, ...domain }: DomainCourse, mailbox: MailboxCourse): Limit[] {
  if (!hasExchange) return [{ limit: 'exchange_off', value: 0 }]
  const { rampDay, gapDays } = mailbox
  const last = mailbox.last?.warmupVolume ?? null
  return limitsOfRamp(profile.warmup, { rampDay, gapDays, last, watchDays: watchDaysOf(domain) })
}

const watchDaysOf = ({ verdict, watchDays }: Pick<DomainCourse, 'verdict' | 'watchDays'>) =>
  verdict === 'watch' ? Math.max(1, watchDays) : 0

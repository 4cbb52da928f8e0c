import type { ActivationBar } from './activation.ts'
import type { Ramp } from './ramp.ts'

export const profileNames = ['conservative', 'standard', 'fast'] as const
export type ProfileName = (typeof profileNames)[number]

export interface WarmupProfile {
  /** What one mailbox writes a day to other mailboxes of the pool. */
  warmup: Ramp
  /** What the sequencer may send from one mailbox a day. The exchange has `fromDay` - 1 days before it. */
  send: Ramp & { fromDay: number }
  /** Both together, of all mailboxes of a domain: a hundred mailboxes that begin together are a spike of the domain. */
  domain: Ramp
  /** Share of the messages that are answered. */
  replyRate: number
  /** Share of the exchange that goes on at weekends. */
  weekendShare: number
  /** The exchange of a day is up to this share below its ramp, by mailbox and day. */
  jitterShare: number
  bar: ActivationBar
}

/**
 * Where public figures agree: 5 a day and 1 or 2 more each day, a plateau of 20 to 30, some 30 % replies, two to four
 * weeks, at most 30 to 50 cold messages per mailbox and day. None of these has a primary source.
 */
export const warmupProfiles: Record<ProfileName, WarmupProfile> = {
  conservative: {
    warmup: { start: 3, step: 1, cap: 20 },
    send: { fromDay: 15, start: 2, step: 1, cap: 20 },
    domain: { start: 100, step: 25, cap: 3_000 },
    replyRate: 0.35,
    weekendShare: 0.2,
    jitterShare: 0.2,
    bar: { days: 28, mailboxShare: 0.9, looked: 200, inboxShare: 0.85 },
  },
  standard: {
    warmup: { start: 5, step: 1, cap: 25 },
    send: { fromDay: 8, start: 3, step: 1, cap: 30 },
    domain: { start: 100, step: 50, cap: 5_500 },
    replyRate: 0.3,
    weekendShare: 0.3,
    jitterShare: 0.2,
    bar: { days: 21, mailboxShare: 0.9, looked: 150, inboxShare: 0.8 },
  },
  fast: {
    warmup: { start: 5, step: 2, cap: 30 },
    send: { fromDay: 5, start: 5, step: 2, cap: 40 },
    domain: { start: 200, step: 100, cap: 7_000 },
    replyRate: 0.3,
    weekendShare: 0.4,
    jitterShare: 0.25,
    bar: { days: 14, mailboxShare: 0.9, looked: 100, inboxShare: 0.75 },
  },
}

/** A profile by its name, with numbers of one's own in place of some of it. */
export interface ProfileChoice {
  profile?: string
  send?: Partial<WarmupProfile['send']>
  warmup?: Partial<Ramp>
  domain?: Partial<Ramp>
  replyRate?: number
  weekendShare?: number
}

export type ProfileFault =
  | { code: 'profile_unknown'; known: readonly ProfileName[] }
  /** `path`: `send.cap`. */
  | { code: 'number_invalid'; path: string }
  | { code: 'limit_above_cap'; path: string; cap: number }

/** `cap`: the mailbox provider's, of one mailbox and day. A number above it is refused, not lowered in silence. */
export function resolveProfile(
  choice: ProfileChoice,
  cap: number,
): { profile: WarmupProfile } | { fault: ProfileFault } {
  const name = profileNames.find((known) => known === (choice.profile ?? 'standard'))
  if (!name) return { fault: { code: 'profile_unknown', known: profileNames } }
  const profile = mergeProfile(warmupProfiles[name], choice)
  const fault = faultOfNumbers(profile) ?? faultOfCap(profile, choice, cap)
  return fault ? { fault } : { profile: withinCap(profile, cap) }
}

function mergeProfile(base: WarmupProfile, choice: ProfileChoice): WarmupProfile {
  return {
    ...base,
    send: { ...base.send, ...choice.send },
    warmup: { ...base.warmup, ...choice.warmup },
    domain: { ...base.domain, ...choice.domain },
    replyRate: choice.replyRate ?? base.replyRate,
    weekendShare: choice.weekendShare ?? base.weekendShare,
  }
}

function faultOfNumbers({ send, warmup, domain, replyRate, weekendShare }: WarmupProfile): ProfileFault | null {
  const counts = Object.entries({ send, warmup, domain }).flatMap(([name, ramp]) =>
    Object.entries(ramp).map(([part, value]): [string, boolean] => [`${name}.${part}`, isCount(value)]),
  )
  const rules: [string, boolean][] = [
    ...counts,
    ['send.fromDay', send.fromDay >= 1],
    // A limit that begins above its own end is a slip of the pen.
    ['send.start', send.start <= send.cap],
    ['warmup.start', warmup.start <= warmup.cap],
    ['domain.start', domain.start >= 1 && domain.start <= domain.cap],
    ['replyRate', replyRate >= 0 && replyRate <= 1],
    ['weekendShare', weekendShare >= 0 && weekendShare <= 1],
  ]
  const path = rules.find(([, isRight]) => !isRight)?.[0]
  return path === undefined ? null : { code: 'number_invalid', path }
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0

/** Of a profile's own numbers nobody asked for one above the cap: these are lowered. */
function faultOfCap(profile: WarmupProfile, choice: ProfileChoice, cap: number): ProfileFault | null {
  for (const name of ['send', 'warmup'] as const) {
    if (choice[name]?.cap !== undefined && profile[name].cap > cap) {
      return { code: 'limit_above_cap', path: `${name}.cap`, cap }
    }
    if (choice[name]?.start !== undefined && profile[name].start > cap) {
      return { code: 'limit_above_cap', path: `${name}.start`, cap }
    }
  }
  return null
}

function withinCap(profile: WarmupProfile, cap: number): WarmupProfile {
  const lower = <T extends Ramp>(ramp: T): T => ({
    ...ramp,
    cap: Math.min(ramp.cap, cap),
    start: Math.min(ramp.start, cap),
  })
  return { ...profile, send: lower(profile.send), warmup: lower(profile.warmup) }
}

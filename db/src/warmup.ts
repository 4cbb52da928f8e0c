import type { DomainHealth } from './enums.ts'

/** What is kept of a warmup as JSON. The rules that make it are in `temporal/src/rules/warmup`. */

export interface RampNumbers {
  start: number
  step: number
  cap: number
}

/** A profile by name, with numbers of one's own in place of some of it. */
export interface WarmupChoice {
  profile?: string
  send?: Partial<RampNumbers & { fromDay: number }>
  warmup?: Partial<RampNumbers>
  domain?: Partial<RampNumbers>
  replyRate?: number
  weekendShare?: number
}

export interface WarmupHours {
  /** Minutes since midnight in the domain's zone. */
  fromMinute: number
  toMinute: number
  /** ISO 8601 weekdays, 1 is Monday. */
  weekend: number[]
}

export interface LimitOfDay {
  limit: string
  value: number
}

/** One mailbox on one day. */
export interface DailyPlan {
  id: string
  dailySendLimit: number
  warmupVolume: number
  /** Before the weekend and the jitter. */
  warmupTarget: number
  send: LimitOfDay
  warmup: LimitOfDay
}

/** What a day was planned from. */
export interface WarmupCourse {
  providerCap: number
  verdict: DomainHealth
  watchDays: number
  isPaused: boolean
  hasExchange: boolean
  date: string
  isWeekend: boolean
  rampDay: number
  tenantBudget: number
  mailboxes: {
    id: string
    rampDay: number
    gapDays: number
    isPaused: boolean
    ownLimit: number | null
    rotationCap: number | null
    last: { dailySendLimit: number; warmupVolume: number } | null
  }[]
}

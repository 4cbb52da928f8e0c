import type { MailboxCourse } from './mailbox-targets.ts'
import type { DomainDay } from './plan-domain-day.ts'
import { warmupProfiles } from './profiles.ts'
import type { Draws } from './random.ts'

export const mailboxCourse = (course: Partial<MailboxCourse> = {}): MailboxCourse => ({
  id: 'mbx_1',
  rampDay: 1,
  gapDays: 0,
  isPaused: false,
  ownLimit: null,
  rotationCap: null,
  last: null,
  ...course,
})

/** A Wednesday of a healthy domain that nothing else holds down. */
export const domainDay = (day: Partial<DomainDay> = {}): DomainDay => ({
  profile: { ...warmupProfiles.standard, domain: { start: 100_000, step: 0, cap: 100_000 }, jitterShare: 0 },
  providerCap: 10_000,
  verdict: 'healthy',
  watchDays: 0,
  isPaused: false,
  hasExchange: true,
  date: '2026-03-04',
  isWeekend: false,
  rampDay: 1,
  tenantBudget: 1_000_000,
  mailboxes: [mailboxCourse()],
  ...day,
})

export const between = (draws: Draws, least: number, most: number) =>
  least + Math.floor(draws.next() * (most - least + 1))

const randomRamp = (draws: Draws, most: number) => {
  const start = between(draws, 0, most)
  return { start, step: between(draws, 0, 9), cap: between(draws, start, most) }
}

export const randomProfile = (draws: Draws, providerCap: number) => ({
  ...warmupProfiles.standard,
  warmup: randomRamp(draws, providerCap),
  send: { ...randomRamp(draws, providerCap), fromDay: between(draws, 1, 20) },
  domain: { start: between(draws, 1, 500), step: between(draws, 0, 100), cap: between(draws, 500, 9_000) },
  weekendShare: draws.next(),
  jitterShare: draws.next() * 0.5,
})

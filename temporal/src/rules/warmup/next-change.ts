import { type DomainCourse, type MailboxCourse, targetsOf } from './mailbox-targets.ts'

/** Ramps are over long before. */
const DAYS_AHEAD = 120

export interface NextChange {
  /** From today, if it sends on each day until then and nothing else changes. */
  inDays: number
  dailySendLimit: number
}

/** The next change of a mailbox's own limit; null where none is in sight. The domain's and the tenant's share may come first. */
export function nextLimitChange(domain: DomainCourse, mailbox: MailboxCourse): NextChange | null {
  let course = mailbox
  const today = targetsOf(domain, course)
  let current = today
  for (let inDays = 1; inDays <= DAYS_AHEAD; inDays += 1) {
    const last = { dailySendLimit: current.send.value, warmupVolume: current.warmup.value }
    course = { ...course, rampDay: course.rampDay + 1, gapDays: 1, last }
    current = targetsOf({ ...domain, watchDays: domain.watchDays + inDays }, course)
    if (current.send.value !== today.send.value) return { inDays, dailySendLimit: current.send.value }
  }
  return null
}

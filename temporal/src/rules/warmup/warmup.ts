export { judgeActivation } from './activation.ts'
export { canonicalZone, createCalendar, defaultWorkingHours } from './calendar.ts'
export { currentProfile } from './current-profile.ts'
export { nextLimitChange } from './next-change.ts'
export type { Pool, PoolDomain } from './pairing.ts'
export { type PlacementCounts, placementShare } from './placement.ts'
export {
  type DomainDay,
  type Explanation,
  explainMailboxDay,
  type MailboxPlan,
  planDomainDay,
} from './plan-domain-day.ts'
export { planExchange } from './plan-exchange.ts'
export { type ProfileChoice, profileNames, resolveProfile, warmupProfiles } from './profiles.ts'
export { dailyCapOf } from './provider-caps.ts'
export { dayShareOfBudget, tenantSendBudget } from './send-budget.ts'

import type { Provider } from '@coldframe/db'
import { type ProfileName, warmupProfiles } from '../warmup/profiles.ts'
import { dailyCapOf } from '../warmup/provider-caps.ts'
import { volumeOn } from '../warmup/ramp.ts'
import { dayShareOfBudget, tenantSendBudget } from '../warmup/send-budget.ts'

/** What a domain of a fleet is, whichever it is: a fleet orders them alike. */
export interface DomainKind {
  provider: Provider
  profile: ProfileName
  mailboxesPerDomain: number
}

/** From the order until mail may go out: the steps of provisioning that wait for a vendor or DNS, with some slack. */
export const PROVISION_DAYS = 3

/** What the sequencer may send from a domain on its day of the ramp (from 1), as long as no verdict holds it back. */
export function capacityOn({ provider, profile, mailboxesPerDomain }: DomainKind, rampDay: number): number {
  const { send, warmup, domain } = warmupProfiles[profile]
  const day = rampDay - send.fromDay + 1
  if (day < 1) return 0
  const cap = dailyCapOf(provider)
  const wanted = mailboxesPerDomain * Math.min(cap, volumeOn(send, day))
  const exchanged = mailboxesPerDomain * Math.min(cap, volumeOn(warmup, rampDay))
  const shared = sharedLimit(provider, mailboxesPerDomain, volumeOn(domain, rampDay))
  // Both kinds of mail give way by the same share, as on the day that is planned in earnest.
  return Math.floor(wanted * Math.min(1, shared / (wanted + exchanged)))
}

function sharedLimit(provider: Provider, mailboxes: number, domainRamp: number): number {
  if (provider !== 'microsoft365') return domainRamp
  return Math.min(domainRamp, dayShareOfBudget(tenantSendBudget({ licences: mailboxes })))
}

/** Beyond every ramp's end. */
const LONGEST_RAMP_DAYS = 150

export const fullCapacity = (kind: DomainKind): number => capacityOn(kind, LONGEST_RAMP_DAYS)

/** The first day of the ramp on which a domain may send all that it ever may. */
export function rampDays(kind: DomainKind): number {
  const full = fullCapacity(kind)
  let day = 1
  while (capacityOn(kind, day) < full) day += 1
  return day
}

/** Days between an order and its full capacity. */
export const leadDays = (kind: DomainKind): number => PROVISION_DAYS + rampDays(kind)

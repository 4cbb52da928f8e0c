import type { VerdictCause as Cause } from '@coldframe/db/enums'
import { wilson } from '../intervals.ts'
import { type Finding, isAlarm, isConfirmed, isSuspicious } from './finding.ts'
import { thresholds } from './thresholds.ts'
import type { Wear } from './wear.ts'

/** What today's findings say by themselves, before what was said before is taken into account. */
export interface Claim {
  health: 'burned' | 'worn' | 'watch' | 'healthy' | 'unknown'
  cause: Cause | null
}

const { placement, reputation, tests, wear: wearing } = thresholds

const of = (findings: Finding[], family: Finding['family']) => findings.filter((finding) => finding.family === family)
const reaches = (least: number) => (finding: Finding) => (finding.value ?? 0) >= least

const isText = (finding: Finding, subject: string) => finding.family === 'provider_texts' && finding.subject === subject
const isListing = (finding: Finding, object: string) =>
  finding.family === 'blocklists' && finding.subject?.startsWith(`${object} `) === true

/** One is enough once it was looked at again. */
function hardCause(findings: Finding[]): Cause | null {
  const confirmed = findings.filter(isConfirmed)
  if (confirmed.some((finding) => isText(finding, 'account_restricted'))) return 'provider_action'
  const isHard = (finding: Finding) => isText(finding, 'domain_blocked') || isListing(finding, 'domain')
  return confirmed.some(isHard) ? 'domain' : null
}

/** A run that began within a week: two families that broke in different weeks do not agree on one break. */
const isRecent = ({ window }: Finding) => window.toDay - window.fromDay < thresholds.days.baselineLag

const scoreOf = ({ score }: Finding) => score ?? 0

/**
 * Two families agree when both are suspicious and beyond their burn limit. About one recipient provider they are two looks at
 * the same thing; about different ones any two of many tests may have met by chance, so they must be as sure as two alarms.
 */
function doFamiliesAgree(findings: Finding[]): boolean {
  const suspicious = findings.filter(isSuspicious).filter(isRecent)
  const spam = of(suspicious, 'placement').filter(reaches(placement.burned))
  const refused = of(suspicious, 'reputation_bounces').filter(reaches(reputation.burned))
  const complained = of(suspicious, 'complaints')
  const pairs = [...pairsOf(spam, refused), ...pairsOf(spam, complained), ...pairsOf(refused, complained)]
  return pairs.some(([one, other]) => {
    const needed = one.subject === other.subject ? tests.agreeAt : 2 * tests.alarmAt
    return scoreOf(one) + scoreOf(other) >= needed
  })
}

const pairsOf = (some: Finding[], others: Finding[]) =>
  some.flatMap((one) => others.map((other): [Finding, Finding] => [one, other]))

/** One family alone must persist, in messages that its first alarm did not use, and be far beyond the limit. */
function doesOnePersist(findings: Finding[]): boolean {
  const spam = of(findings, 'placement').filter(isConfirmed)
  if (spam.some(reaches(placement.burned))) return true
  const refused = of(findings, 'reputation_bounces').filter(isAlarm).filter(reaches(reputation.burnedAlone))
  return refused.some(isConfirmed) || refused.length > 1
}

/** Refusals and complaints may be the copy's doing; neutral mail in the spam folder may not. */
function isBreak(findings: Finding[]): boolean {
  const isCopy = of(findings, 'copy').some(isAlarm)
  const counted = isCopy ? of(findings, 'placement') : findings
  return doesOnePersist(counted) || doFamiliesAgree(findings.filter((f) => !isCopy || f.family !== 'complaints'))
}

/** Beyond doubt most of the mail does not arrive, however it came to that. */
const isWornThrough = (findings: Finding[]): boolean =>
  of(findings, 'placement').some(({ value, effectiveSize }) => {
    const { lower } = wilson((value ?? 0) * effectiveSize, effectiveSize, wearing.wornThroughZ)
    return lower >= placement.burnedAlone
  })

const domainFamilies: Finding['family'][] = ['placement', 'reputation_bounces', 'complaints']

/** What is explained by a fault elsewhere is not held against the domain. */
function causeOfAlarm(findings: Finding[]): Cause | null {
  const alarms = findings.filter(isAlarm)
  const isIn = (family: Finding['family']) => alarms.some((finding) => finding.family === family)
  if (alarms.some((finding) => isText(finding, 'account_restricted'))) return 'provider_action'
  if (isIn('authentication')) return 'authentication'
  if (isIn('placement')) return 'domain'
  if (isIn('copy')) return 'copy'
  if (isIn('reputation_bounces') || alarms.some((finding) => isText(finding, 'domain_blocked'))) return 'domain'
  if (alarms.some((finding) => isListing(finding, 'domain'))) return 'domain'
  if (isIn('list_quality')) return 'list'
  if (alarms.some((finding) => isListing(finding, 'ip'))) return 'shared_ip'
  return domainFamilies.some(isIn) ? 'domain' : null
}

/** Sound only by data: neutral mail arrives, or recipients' servers are seen to accept. */
function isSound(findings: Finding[]): boolean {
  const isClear = (finding: Finding) => finding.conclusion === 'clear'
  const known = of(findings, 'placement').filter(({ conclusion }) => conclusion !== 'no_data')
  if (known.some(isClear)) return true
  return known.length === 0 && of(findings, 'reputation_bounces').some(isClear)
}

export function claimOf(findings: Finding[], wear: Wear | null, wasFalling: boolean): Claim {
  const hard = hardCause(findings)
  if (hard) return { health: 'burned', cause: hard }
  const cause = causeOfAlarm(findings)
  if (isWornThrough(findings) || (!wasFalling && isBreak(findings))) return { health: 'burned', cause: 'domain' }
  if (wear)
    return { health: 'worn', cause: cause === null || cause === 'shared_ip' || cause === 'list' ? 'domain' : cause }
  if (cause) return { health: 'watch', cause }
  return { health: isSound(findings) ? 'healthy' : 'unknown', cause: null }
}

import type {
  AuthenticationEvidence,
  BlocklistEvidence,
  DayEvidence,
  MailEvidence,
  WarmupEvidence,
} from './evidence.ts'
import { type CampaignDay, type DayNumbers, emptyDay, type Listing, type Numbers, type ProviderDay } from './numbers.ts'
import { thresholds } from './thresholds.ts'

/** Mail whose campaign is not told is one campaign. */
const UNNAMED = ''

/** In the order of names, so that the numbers are the same whatever order the evidence came in. */
const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))

/** None stays absent. */
const plus = (before: number | undefined, more: number | undefined | null) =>
  before || more ? (before ?? 0) + (more ?? 0) : undefined

const noMail: ProviderDay = { sent: 0, inbox: 0, spam: 0 }

function addMail(day: DayNumbers, mail: MailEvidence): void {
  const { bounces, placement } = mail
  const own = day.providers[mail.provider] ?? noMail
  day.providers[mail.provider] = {
    ...own,
    sent: own.sent + mail.sent,
    reputation: plus(own.reputation, bounces.sender_reputation),
    domainBlocked: plus(own.domainBlocked, bounces.domain_blocked),
    accountRestricted: plus(own.accountRestricted, bounces.account_restricted),
    authentication: plus(own.authentication, bounces.auth_failure),
    recipientUnknown: plus(own.recipientUnknown, bounces.recipient_unknown),
    seedInbox: plus(own.seedInbox, placement?.inbox),
    seedSpam: plus(own.seedSpam, placement?.spam),
    complaints: plus(own.complaints, mail.complaints),
    heard: plus(own.heard, mail.complaints === null ? 0 : mail.delivered),
  }
  addCampaign(day, mail)
}

function addCampaign(day: DayNumbers, { campaign, provider, sent, bounces, placement }: MailEvidence): void {
  const name = campaign ?? UNNAMED
  const own: CampaignDay = day.campaigns[name]?.[provider] ?? { sent: 0 }
  const sum: CampaignDay = {
    sent: own.sent + sent,
    content: plus(own.content, bounces.content),
    inbox: plus(own.inbox, placement?.inbox),
    spam: plus(own.spam, placement?.spam),
  }
  day.campaigns[name] = sorted({ ...day.campaigns[name], [provider]: sum })
}

function addWarmup(day: DayNumbers, { provider, inbox, spam }: WarmupEvidence): void {
  const own = day.providers[provider] ?? noMail
  day.providers[provider] = { ...own, inbox: own.inbox + inbox, spam: own.spam + spam }
}

/** DMARC passes by one of the two; what fails it, and a DKIM signature that does not verify, is our own fault. */
function addAuthentication(day: DayNumbers, { dkim, dmarc }: AuthenticationEvidence): void {
  if (dkim === 'unknown' && dmarc === 'unknown') return
  day.isAuthenticated = dkim !== 'fail' && dmarc !== 'fail' && day.isAuthenticated !== false
}

function addBlocklist(day: DayNumbers, { list, object, answer }: BlocklistEvidence): void {
  if (answer === 'unknown') return
  const isSame = (listing: Listing) => listing.list === list && listing.object === object
  const isListed = answer === 'listed' || day.listings.some((listing) => isSame(listing) && listing.isListed)
  const others = day.listings.filter((listing) => !isSame(listing))
  const key = (listing: Listing) => `${listing.object} ${listing.list}`
  day.listings = [...others, { list, object, isListed }].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

function addTo(before: DayNumbers, evidence: DayEvidence): DayNumbers {
  const day: DayNumbers = { ...before, providers: { ...before.providers }, campaigns: { ...before.campaigns } }
  for (const mail of evidence.mail ?? []) addMail(day, mail)
  for (const warmup of evidence.warmup ?? []) addWarmup(day, warmup)
  for (const authentication of evidence.authentication ?? []) addAuthentication(day, authentication)
  for (const blocklist of evidence.blocklists ?? []) addBlocklist(day, blocklist)
  return { ...day, providers: sorted(day.providers), campaigns: sorted(day.campaigns) }
}

const { kept, recent } = thresholds.days

/** Late evidence joins its own day as long as that day is kept; what is older changes nothing. */
export function addEvidence(numbers: Numbers, evidence: DayEvidence): Numbers {
  const today = Math.max(numbers.day ?? evidence.day, evidence.day)
  if (evidence.day <= today - kept) return numbers
  const before = numbers.days.find(({ day }) => day === evidence.day) ?? emptyDay(evidence.day)
  const others = numbers.days.filter((day) => day !== before && day.day > today - kept)
  const days = [...others, addTo(before, evidence)].sort((a, b) => a.day - b.day)
  return { ...numbers, day: today, days: days.map((day) => (day.day > today - recent ? day : withoutCampaigns(day))) }
}

const withoutCampaigns = (day: DayNumbers): DayNumbers =>
  Object.keys(day.campaigns).length > 0 ? { ...day, campaigns: {} } : day

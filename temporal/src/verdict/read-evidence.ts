import type { Days, Observation, Owner, Repositories } from '@coldframe/db'
import type { DayEvidence } from '../rules/verdict/evidence.ts'
import { evidenceOfDays } from './evidence-of-days.ts'
import { authenticationEvidence, blocklistEvidence } from './evidence-of-outside.ts'
import { googleAuthentication, postmasterByDay, sndsEvidence, withGoogleComplaints } from './evidence-of-reputation.ts'
import { dayNumber, wordDay } from './present-verdict.ts'

/** All that is known of a domain, by day, oldest first; a day of which nothing is known is left out. Days as numbers since 1970. */
export async function readEvidence(
  tx: Repositories,
  owner: Owner,
  domainId: string,
  { from, to }: { from: number; to: number },
): Promise<DayEvidence[]> {
  const days: Days = { from: wordDay(from), to: wordDay(to) }
  const rows = await tx.mailboxDays.byCampaign(owner, [domainId], days)
  const dns = await tx.observations.ofDomains(owner, [domainId], 'dns', days)
  const listings = await tx.observations.ofDomains(owner, [domainId], 'blocklist', days)
  const snds = await tx.observations.ofDomains(owner, [domainId], 'snds', days)
  // What was read today may be about a day that is over.
  const read = await tx.observations.ofDomains(owner, [domainId], 'postmaster', { ...days, to: wordDay(to + 1) })
  const google = postmasterByDay(read)
  const told = [...google.keys()].filter((day) => day >= days.from && day <= days.to)
  const reports = await tx.dmarcReports.days(owner, domainId, days)
  // Who reports a complaint reports them all; of mail that nobody reports on there is no number, which is not none.
  const hearsComplaints = new Set(rows.some(({ complained }) => complained > 0) ? [domainId] : [])
  const mail = evidenceOfDays(rows, hearsComplaints).get(domainId) ?? []
  const known = new Set([...rows, ...dns, ...listings, ...snds, ...reports].map(({ day }) => day).concat(told))
  return [...known].sort().map((day) => ({
    day: dayNumber(day),
    ...withComplaints(
      mail.find((one) => one.day === dayNumber(day)),
      google.get(day),
    ),
    authentication: [
      ...authenticationEvidence(
        dns.filter((one) => one.day === day),
        reports.find((one) => one.day === day),
      ),
      ...googleAuthentication(google.get(day)),
    ],
    blocklists: [
      ...blocklistEvidence(listings.filter((one) => one.day === day)),
      ...sndsEvidence(snds.filter((one) => one.day === day)),
    ],
  }))
}

const withComplaints = (own: DayEvidence | undefined, google: Observation<'postmaster'>['data'] | undefined) =>
  own && { ...own, mail: withGoogleComplaints(own.mail ?? [], google) }

import type { Observation } from '@coldframe/db'
import type { AuthenticationEvidence, BlocklistEvidence, MailEvidence } from '../rules/verdict/evidence.ts'

/** As `recipientProviderOf` calls it. */
const GOOGLE = 'google'
const MOST = 0.5

type Postmaster = Observation<'postmaster'>['data']

/** What Google said last of each day. It is some days late, and says the same of a day again until it knows of a newer one. */
export function postmasterByDay(observations: readonly Observation<'postmaster'>[]): Map<string, Postmaster> {
  const known = observations.filter(({ data }) => data.state === 'known')
  return new Map(known.flatMap(({ data }) => (data.day === null ? [] : [[data.day, data]])))
}

/** Whether most of the day's mail to Google passed; nothing where it does not say. */
export function googleAuthentication(postmaster: Postmaster | undefined): AuthenticationEvidence[] {
  if (!postmaster) return []
  const { spf, dkim, dmarc } = postmaster.authentication
  const outcome = (share: number | null) => (share === null ? 'unknown' : share >= MOST ? 'pass' : 'fail')
  return [{ spf: outcome(spf), dkim: outcome(dkim), dmarc: outcome(dmarc) }]
}

/**
 * Google tells a share of complaints and no number: it is one of what our own books say was delivered to it on that day. Where they say
 * nothing, there is nothing that the share is of. Its delivery errors are not read: the sender's own bounces tell of the same messages.
 */
export function withGoogleComplaints(
  mail: readonly MailEvidence[],
  postmaster: Postmaster | undefined,
): MailEvidence[] {
  const spamRate = postmaster?.spamRate ?? null
  if (spamRate === null) return [...mail]
  const first = mail.findIndex(({ provider }) => provider === GOOGLE)
  const delivered = mail.reduce((sum, one) => sum + (one.provider === GOOGLE ? one.delivered : 0), 0)
  const told = Math.round(delivered * spamRate)
  return mail.map((one, index) => {
    if (one.provider !== GOOGLE) return one
    return { ...one, complaints: Math.max(one.complaints ?? 0, index === first ? told : 0) }
  })
}

/** Microsoft’s word on an address: between 10 and 90 % spam it says neither good nor bad. */
export const sndsEvidence = (observations: readonly Observation<'snds'>[]): BlocklistEvidence[] =>
  observations.map(({ data: { filterResult } }) => ({
    list: 'snds',
    object: 'ip',
    answer: filterResult === 'red' ? 'listed' : filterResult === 'green' ? 'clean' : 'unknown',
  }))

import type { DmarcCounts, Observation } from '@coldframe/db'
import type { AuthenticationEvidence, BlocklistEvidence } from '../rules/verdict/evidence.ts'

/** Of fewer messages a report says nothing about most of a day's mail. */
const LEAST_REPORTED = 20
const MOST = 0.5

/** What the lists answered on one day. */
export const blocklistEvidence = (observations: Observation<'blocklist'>[]): BlocklistEvidence[] =>
  observations.map(({ subject, data: { object, state } }) => ({
    list: subject,
    object,
    answer: state === 'clear' ? 'clean' : state,
  }))

/** What our own look at DNS and the reports of receivers say of one day; nothing where neither says anything. */
export function authenticationEvidence(
  dns: Observation<'dns'>[],
  reported: Pick<DmarcCounts, 'messages' | 'passed'> | undefined,
): AuthenticationEvidence[] {
  return [...ofRecords(dns), ...ofReports(reported)]
}

function ofRecords(dns: Observation<'dns'>[]): AuthenticationEvidence[] {
  if (dns.length === 0) return []
  const outcome = (purpose: string) => {
    const status = dns.find(({ subject }) => subject === purpose)?.data.status
    if (status === 'correct') return 'pass'
    return status === 'missing' || status === 'wrong' ? 'fail' : 'unknown'
  }
  return [{ spf: outcome('spf'), dkim: outcome('dkim'), dmarc: outcome('dmarc') }]
}

function ofReports(reported: Pick<DmarcCounts, 'messages' | 'passed'> | undefined): AuthenticationEvidence[] {
  if (!reported || reported.messages < LEAST_REPORTED) return []
  const dmarc = reported.passed / reported.messages >= MOST ? 'pass' : 'fail'
  return [{ spf: 'unknown', dkim: 'unknown', dmarc }]
}

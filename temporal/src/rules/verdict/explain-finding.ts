import type { Finding } from './finding.ts'

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
const counted = (count: number) => Math.round(count).toLocaleString('en')

/** What the value of each family is a share of, in words. */
const subjects: Record<Finding['family'], (finding: Finding, value: string) => string> = {
  placement: ({ sampleSize, subject }, value) =>
    `Of ${counted(sampleSize)} neutral messages to ${subject ?? 'all providers'} ${value} lay in the spam folder`,
  reputation_bounces: ({ sampleSize, subject }, value) =>
    `Of ${counted(sampleSize)} messages to ${subject ?? 'all providers'} ${value} were refused for the sender’s reputation`,
  complaints: ({ sampleSize, subject }, value) =>
    `Of ${counted(sampleSize)} messages delivered${subject === null ? '' : ` to ${subject}`} ${value} were called spam by their recipients`,
  blocklists: ({ subject, value: days }) =>
    `Listed by ${subject ?? 'a blocklist'} on ${counted(days ?? 0)} days in a row`,
  provider_texts: ({ sampleSize, subject }, value) =>
    `Of ${counted(sampleSize)} messages ${value} were refused in words that name ${subject ?? 'the sender'}`,
  authentication: ({ sampleSize }, value) =>
    `Of ${counted(sampleSize)} messages ${value} were refused because SPF, DKIM or DMARC failed`,
  list_quality: ({ sampleSize }, value) =>
    `Of ${counted(sampleSize)} messages ${value} were to addresses that do not exist`,
  copy: ({ sampleSize, subject }, value) =>
    `Of ${counted(sampleSize)} messages of campaign ${subject === null || subject === '' ? 'without a name' : subject} ${value} went wrong where other mail did not`,
}

/** One sentence for a finding, with its numbers. */
export function explainFinding(finding: Finding): string {
  const { family, value, interval, threshold, conclusion } = finding
  if (conclusion === 'alarm' && family === 'authentication' && value === null)
    return 'The records of the domain, or the reports of receivers, say that DKIM or DMARC fail.'
  if (value === null || conclusion === 'no_data') return 'Nothing was observed: that is neither good nor bad.'
  const told = subjects[family](finding, percent(value))
  if (family === 'blocklists') return `${told}; a second look on another day confirms a listing.`
  const between = interval ? ` (between ${percent(interval.lower)} and ${percent(interval.upper)})` : ''
  return `${told}${between}; the threshold is ${percent(threshold)}.`
}

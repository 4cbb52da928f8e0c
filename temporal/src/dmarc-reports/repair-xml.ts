import { DmarcReportRefused } from './dmarc-report.ts'
import { MOST_FAULTS } from './limits.ts'

/** Every element of RFC 7489 appendix C, of RFC 9990 and of the drafts before. */
const elements = [
  'feedback',
  'version',
  'report_metadata',
  'org_name',
  'email',
  'extra_contact_info',
  'report_id',
  'date_range',
  'begin',
  'end',
  'error',
  'generator',
  'policy_published',
  'domain',
  'p',
  'sp',
  'np',
  'adkim',
  'aspf',
  'pct',
  'fo',
  'testing',
  'discovery_method',
  'extension',
  'record',
  'row',
  'source_ip',
  'count',
  'policy_evaluated',
  'disposition',
  'dkim',
  'spf',
  'reason',
  'type',
  'comment',
  'identifiers',
  'identities',
  'header_from',
  'envelope_from',
  'envelope_to',
  'auth_results',
  'selector',
  'result',
  'human_result',
  'scope',
]

/** A tag of these, or a `<`, `&` or control character that no document may contain as it is. */
const marks = new RegExp(
  `<(/?)(?:[\\w.-]{1,40}:)?(${elements.join('|')})(?:\\s[^<>]{0,300})?(/?)>|&(?!(?:lt|gt|amp|quot|apos|#\\d{1,7}|#x[\\da-f]{1,6});)|[<\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]`,
  'g',
)

/**
 * A document of the same meaning that can be parsed: only the elements of a report are tags, everything else that looks like one
 * is text ("<bad@example.com>"), and what stands before and after the report is left out (a stray `<xs:schema>`).
 */
export function repairXml(text: string): string {
  const report = reportIn(text)
  const parts: string[] = []
  let at = 0
  let faults = 0
  // Not `replace`, which finds all there is before it calls anybody.
  for (const match of report.matchAll(marks)) {
    const [found, close, name, self] = match
    if (name === undefined && ++faults > MOST_FAULTS) throw new DmarcReportRefused('broken', 'too many faults')
    parts.push(
      report.slice(at, match.index),
      name === undefined ? escaped(found) : `<${close ?? ''}${name}${self ?? ''}>`,
    )
    at = match.index + found.length
  }
  return `${parts.join('')}${report.slice(at)}`
}

function escaped(character: string): string {
  if (character === '<') return '&lt;'
  return character === '&' ? '&amp;' : ''
}

function reportIn(text: string): string {
  const start = text.search(/<(?:[\w.-]{1,40}:)?feedback[\s>]/)
  const report = start < 0 ? text : text.slice(start)
  const end = /<\/(?:[\w.-]{1,40}:)?feedback\s{0,20}>/.exec(report)
  return end ? report.slice(0, end.index + end[0].length) : report
}

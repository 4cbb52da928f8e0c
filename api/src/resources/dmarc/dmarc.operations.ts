import { defineOperation, defineUpload } from '../../operation.ts'
import { DomainParams } from '../domains/domains.schemas.ts'
import { DaysQuery } from '../signals/signals.schemas.ts'
import { Dmarc, DmarcReportResults, REPORT_LIMIT } from './dmarc.schemas.ts'

export const dmarcOperations = [
  defineUpload({
    id: 'dmarcReports.create',
    rest: { method: 'POST', path: '/v1/dmarc-reports', status: 200 },
    graphql: { mutation: 'createDmarcReport' },
    scope: 'signals:write',
    audit: 'dmarc_report.recorded',
    summary: 'Hand in a DMARC aggregate report',
    description:
      'Takes XML, gzip, zip, or a mail with any of them. The first bytes say what it is; the media type is not believed. A report that has come before is not counted again.',
    upload: {
      mediaTypes: [
        'application/octet-stream',
        'application/xml',
        'text/xml',
        'application/gzip',
        'application/zip',
        'message/rfc822',
      ],
      mostBytes: REPORT_LIMIT,
      description: 'The file or the mail, as it came.',
    },
    output: DmarcReportResults,
    errors: ['dmarc_report_refused'],
    handler: ({ bytes }, { actor: { owner }, services }) => services.dmarc.record(owner, bytes),
  }),

  defineOperation({
    id: 'dmarc.get',
    rest: { method: 'GET', path: '/v1/domains/{id}/dmarc', status: 200 },
    graphql: { query: 'dmarc' },
    scope: 'signals:read',
    audit: null,
    summary: 'Get what receivers say of a domain',
    description:
      'DMARC results by day and by source, and the newest reports. A report is counted on the day on which it begins. Of more than 92 days the last are told.',
    params: DomainParams,
    query: DaysQuery,
    output: Dmarc,
    errors: ['domain_not_found'],
    handler: ({ id, ...days }, { actor: { owner }, services }) => services.dmarc.get(owner, id, days),
  }),
]

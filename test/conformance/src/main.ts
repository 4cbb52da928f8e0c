import { runNamed } from '@coldframe/bench'
import { bounces } from './suites/bounces.ts'
import { dmarcReports } from './suites/dmarc-reports.ts'
import { graphql } from './suites/graphql.ts'
import { openapi } from './suites/openapi.ts'
import { sdk } from './suites/sdk.ts'
import { spf } from './suites/spf.ts'
import { webhooks } from './suites/webhooks.ts'

await runNamed(
  'conformance suite',
  { bounces, 'dmarc-reports': dmarcReports, graphql, openapi, sdk, spf, webhooks },
  process.argv.slice(2),
)

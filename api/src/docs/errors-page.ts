import { errorCatalogue } from '../error-catalogue.ts'
import { faultCatalogue } from '../faults.ts'

const opening = `<!-- Printed from api/src/error-catalogue.ts and api/src/faults.ts by \`npm run generate\`. Do not edit. -->
# Errors

Every answer that is not 2xx is a problem (RFC 9457, \`application/problem+json\`):

\`\`\`json
{
  "type": "/docs/errors.md#validation_failed",
  "title": "The request is not as described",
  "status": 422,
  "detail": "One value is not as described.",
  "code": "validation_failed",
  "requestId": "0b0c6b1e-4d0e-4d3c-8f6e-6f1c1a0f5a11",
  "errors": [{ "path": "name", "code": "domain_name_ip_address", "message": "An IP address is no domain name." }]
}
\`\`\`

Branch on \`code\`: it is stable. \`detail\` is for people and may change. Give support the \`requestId\`.

## Codes of problems
`

/** docs/errors.md: every code, so that \`type\` of a problem leads somewhere. */
export function printErrorsPage(): string {
  const problems = Object.entries(errorCatalogue).map(
    ([code, { status, title, explanation }]) => `### ${code}\n\n${status}. ${title}. ${explanation}\n`,
  )
  const faults = Object.entries(faultCatalogue).map(
    ([code, message]) => `| \`${code}\` | ${message.replaceAll('|', '\\|')} |`,
  )
  return [
    opening,
    ...problems,
    '## Codes of single values\n',
    'In `errors` of a problem, each with the `path` of the value.\n',
    '| code | meaning |\n|---|---|',
    ...faults,
    '',
  ].join('\n')
}

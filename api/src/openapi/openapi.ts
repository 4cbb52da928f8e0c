import type { Operation, Upload } from '../operation.ts'
import { describeParameters } from './parameters.ts'
import { describeResponses, describeShared } from './responses.ts'
import { createSchemas, type JsonObject, type Schemas } from './schemas.ts'
import { describeWebhooks } from './webhooks.ts'

const description = `Cold email infrastructure as an API: order a sending domain, get mailboxes that have proven their SPF, DKIM and DMARC.

Keys that begin with \`cf_test_\` act on the sandbox, those with \`cf_live_\` on the real world. Work that takes time answers 202 and names an operation that can be followed.`

const tags = {
  domains: 'Dedicated sending domains.',
  dns: 'DNS records of a domain, as wanted and as seen.',
  mailboxes: 'Sending accounts on a domain.',
  fleets: 'Domains that are kept able to send so much a day, with spares.',
  rotations: 'Domains that are replaced by others, mailbox by mailbox.',
  signals: 'What happened to the mail of a mailbox, and its counts.',
  bounces: 'Reports of mail that came back.',
  suppressions: 'Recipients that are not to be written to again, and why.',
  suppressionChecks: 'Which addresses are suppressed.',
  dmarcReports: 'Aggregate reports of receivers.',
  dmarc: 'What receivers say of a domain’s authentication.',
  health: 'What the evidence says of a domain.',
  blocklists: 'What lists of bad senders say of a domain.',
  operations: 'Work that takes time.',
  tenants: 'The isolated organisation at the mailbox provider.',
  domainSuggestions: 'Names for a brand.',
  quotes: 'What orders come to.',
  purchases: 'What Coldframe bought outside.',
  accounts: 'Your account and its sub-accounts.',
  events: 'What happened.',
  webhookEndpoints: 'URLs of yours that events are sent to.',
  webhookDeliveries: 'What was sent to them, and what they answered.',
  apiKeys: 'Keys of the account.',
  auditLog: 'Who did what to which thing.',
}

/** OpenAPI 3.1 of the REST door, from the operations alone. */
export function printOpenApi(operations: Operation[]): JsonObject {
  const schemas = createSchemas()
  return {
    openapi: '3.1.0',
    info: {
      title: 'Coldframe',
      version: '1.0.0',
      description,
      contact: { name: 'Coldframe' },
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [
      {
        url: '/',
        description:
          'The installation that served this document. Test keys act on its sandbox, live keys are production.',
        'x-internal': false,
      },
    ],
    security: [{ apiKey: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: describePaths(operations, schemas),
    webhooks: describeWebhooks(schemas),
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'cf_test_… or cf_live_…',
          description: 'An API key. RFC 6750 says how it is sent.',
        },
      },
      ...describeShared(operations),
      schemas: schemas.components(),
    },
  }
}

function describePaths(operations: Operation[], schemas: Schemas): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const operation of operations) {
    const { method, path } = operation.rest
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(operation, schemas) }
  }
  return paths
}

/** OpenAPI 3.1 section 4.8.14.2: of a file there is nothing to say in JSON Schema but its length. */
function describeUpload({ mediaTypes, mostBytes, description }: Upload): JsonObject {
  const schema = { type: 'string', format: 'binary', minLength: 1, maxLength: mostBytes }
  return { required: true, description, content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])) }
}

function describeOperation(operation: Operation, schemas: Schemas): JsonObject {
  const { id, scope, summary, body, upload } = operation
  return {
    operationId: id,
    tags: [id.split('.')[0] ?? id],
    summary,
    description: `${operation.description ?? `${summary}.`}\n\nScope: \`${scope}\`.`,
    'x-required-scope': scope,
    parameters: describeParameters(operation, schemas),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.refer(body) } } },
    }),
    ...(upload && { requestBody: describeUpload(upload) }),
    responses: describeResponses(operation, schemas),
  }
}

import { z } from 'zod'
import {
  anyId,
  exampleIds,
  id,
  listOf,
  PageQuery,
  pathId,
  requestId as requestIdText,
  Timestamp,
  word,
} from '../../schemas.ts'

const action = word().meta({ description: 'What was done.', examples: ['domain.created'] })
const subjectId = anyId(exampleIds.domain).meta({ description: 'Id of the thing it was done to.' })
const keyId = id('API key', exampleIds.apiKey).meta({ description: 'The key by which it was done.' })
const requestId = requestIdText().meta({ description: '`X-Request-Id` of the request.' })

export const AuditEntry = z
  .object({
    id: id('entry', exampleIds.auditEntry),
    action,
    operation: word().meta({ description: 'The operation that did it.', examples: ['domains.create'] }),
    subjectId: subjectId.nullable(),
    keyId,
    accountId: id('account', exampleIds.account).meta({ description: 'The account whose thing it is.' }),
    actingAccountId: id('account', exampleIds.account).meta({
      description: 'The account of the key: another one where it acted for a sub-account.',
    }),
    livemode: z.boolean(),
    requestId,
    createdAt: Timestamp,
  })
  .meta({ id: 'AuditEntry', description: 'Who did what to which thing. Entries are never changed or removed.' })

export const AuditEntryList = listOf(AuditEntry, 'AuditEntry')

export const AuditEntryParams = z.strictObject({ id: pathId('entry', exampleIds.auditEntry) })

export const AuditLogQuery = PageQuery.extend({
  action: action.optional(),
  subjectId: subjectId.optional(),
  keyId: keyId.optional(),
  requestId: requestId.optional(),
})

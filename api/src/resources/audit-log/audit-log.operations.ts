import { defineOperation } from '../../operation.ts'
import { AuditEntry, AuditEntryList, AuditEntryParams, AuditLogQuery } from './audit-log.schemas.ts'

export const auditLogOperations = [
  defineOperation({
    id: 'auditLog.list',
    rest: { method: 'GET', path: '/v1/audit-log', status: 200 },
    graphql: { query: 'auditLog' },
    scope: 'audit:read',
    audit: null,
    summary: 'List the audit log',
    description:
      'Every change that a key has made to things of the account, in the mode (test or live) of the key that asks. What was refused is not in it.',
    query: AuditLogQuery,
    output: AuditEntryList,
    errors: ['invalid_cursor'],
    handler: (query, { actor: { owner }, services }) => services.auditLog.list(owner, query),
  }),

  defineOperation({
    id: 'auditLog.get',
    rest: { method: 'GET', path: '/v1/audit-log/{id}', status: 200 },
    graphql: { query: 'auditEntry' },
    scope: 'audit:read',
    audit: null,
    summary: 'Get an entry of the audit log',
    params: AuditEntryParams,
    output: AuditEntry,
    errors: ['audit_entry_not_found'],
    handler: ({ id }, { actor: { owner }, services }) => services.auditLog.get(owner, id),
  }),
]

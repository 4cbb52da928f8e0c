import { and, eq } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { newestFirst, type Page, type PageQuery, pageConditions, toPage } from '../page.ts'
import { auditLog } from '../schema/index.ts'
import { matches, ownedBy } from './rows.ts'

export type AuditEntry = typeof auditLog.$inferSelect
export type NewAuditEntry = Pick<
  AuditEntry,
  'action' | 'operation' | 'subjectId' | 'keyId' | 'actingAccountId' | 'requestId'
>

export interface AuditFilter {
  action?: string | undefined
  subjectId?: string | undefined
  keyId?: string | undefined
  requestId?: string | undefined
}

export function createAuditLogRepository(executor: Executor) {
  return {
    /** Belongs into the transaction of what it tells of. */
    async append(owner: Owner, entry: NewAuditEntry): Promise<void> {
      await executor.insert(auditLog).values({ id: newId('auditEntry'), ...owner, ...entry })
    },

    async get(owner: Owner, id: string): Promise<AuditEntry | null> {
      const [row] = await executor
        .select()
        .from(auditLog)
        .where(and(ownedBy(auditLog, owner), eq(auditLog.id, id)))
      return row ?? null
    },

    async list(owner: Owner, filter: AuditFilter, query: PageQuery): Promise<Page<AuditEntry>> {
      const rows = await executor
        .select()
        .from(auditLog)
        .where(
          and(
            ownedBy(auditLog, owner),
            matches(auditLog.action, filter.action),
            matches(auditLog.subjectId, filter.subjectId),
            matches(auditLog.keyId, filter.keyId),
            matches(auditLog.requestId, filter.requestId),
            pageConditions(auditLog, query),
          ),
        )
        .orderBy(...newestFirst(auditLog))
        .limit(query.limit + 1)
      return toPage(rows, query.limit)
    },
  }
}

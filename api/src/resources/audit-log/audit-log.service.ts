import type { AuditFilter, Db, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'

export function createAuditLogService({ db }: { db: Db }) {
  return {
    async list(owner: Owner, { limit, cursor, createdAfter, createdBefore, ...filter }: AuditFilter & PageQuery) {
      const query = toDbQuery({ limit, cursor, createdAfter, createdBefore })
      return toList(await db.auditLog.list(owner, filter, query), (entry) => entry)
    },

    async get(owner: Owner, id: string) {
      const entry = await db.auditLog.get(owner, id)
      if (!entry) throw errors.auditEntryNotFound(id)
      return entry
    },
  }
}

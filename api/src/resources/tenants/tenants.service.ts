import type { Db, Owner } from '@coldframe/db'
import { errors } from '../../errors.ts'

export function createTenantService({ db }: { db: Db }) {
  return {
    async get(owner: Owner, id: string) {
      const tenant = await db.tenants.get(owner, id)
      if (!tenant) throw errors.tenantNotFound(id)
      return tenant
    },
  }
}

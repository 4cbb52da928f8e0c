import { and, eq } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { tenants } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type Tenant = typeof tenants.$inferSelect
export type NewTenant = Pick<Tenant, 'domainId' | 'provider' | 'externalId' | 'initialDomain' | 'country'>
export type TenantChange = Partial<Pick<Tenant, 'mailRegion' | 'subscriptionId' | 'licences'>>

export function createTenantRepository(executor: Executor) {
  return {
    /** One tenant per domain: recorded again, it stays the first. */
    async record(owner: Owner, tenant: NewTenant): Promise<Tenant> {
      return one(
        await executor
          .insert(tenants)
          .values({ id: newId('tenant'), ...owner, ...tenant })
          .onConflictDoUpdate({
            target: [tenants.accountId, tenants.livemode, tenants.domainId],
            set: { updatedAt: new Date() },
          })
          .returning(),
      )
    },

    async get(owner: Owner, id: string): Promise<Tenant | null> {
      const [row] = await executor
        .select()
        .from(tenants)
        .where(and(ownedBy(tenants, owner), eq(tenants.id, id)))
      return row ?? null
    },

    async findByDomain(owner: Owner, domainId: string): Promise<Tenant | null> {
      const [row] = await executor
        .select()
        .from(tenants)
        .where(and(ownedBy(tenants, owner), eq(tenants.domainId, domainId)))
      return row ?? null
    },

    /** Reads the row and keeps others from changing it until the transaction ends. */
    async lock(owner: Owner, id: string): Promise<Tenant> {
      return one(
        await executor
          .select()
          .from(tenants)
          .where(and(ownedBy(tenants, owner), eq(tenants.id, id)))
          .for('update'),
      )
    },

    async update(owner: Owner, id: string, change: TenantChange): Promise<void> {
      await executor
        .update(tenants)
        .set({ ...change, updatedAt: new Date() })
        .where(and(ownedBy(tenants, owner), eq(tenants.id, id)))
    },
  }
}

import { and, eq, sql } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { dnsRecords } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export type DnsRecord = typeof dnsRecords.$inferSelect
export type WantedDnsRecord = Pick<DnsRecord, 'purpose' | 'type' | 'name' | 'wanted' | 'ttlSeconds' | 'owner'>
export type DnsObservation = Pick<DnsRecord, 'id' | 'observed' | 'status' | 'explanation'>

export function createDnsRecordRepository(executor: Executor) {
  const ofDomain = (owner: Owner, domainId: string) =>
    and(ownedBy(dnsRecords, owner), eq(dnsRecords.domainId, domainId))
  return {
    /** Adds what is wanted now; a record whose wanted value changed is `pending` again. */
    async want(owner: Owner, domainId: string, records: WantedDnsRecord[]): Promise<void> {
      if (records.length === 0) return
      await executor
        .insert(dnsRecords)
        .values(records.map((record) => ({ id: newId('dnsRecord'), ...owner, domainId, ...record })))
        .onConflictDoUpdate({
          target: [dnsRecords.accountId, dnsRecords.livemode, dnsRecords.domainId, dnsRecords.purpose, dnsRecords.name],
          set: {
            type: sql`excluded.type`,
            wanted: sql`excluded.wanted`,
            ttlSeconds: sql`excluded.ttl_seconds`,
            owner: sql`excluded.owner`,
            status: sql`case when ${dnsRecords.wanted} = excluded.wanted then ${dnsRecords.status} else 'pending' end`,
            updatedAt: new Date(),
          },
        })
    },

    async ofDomain(owner: Owner, domainId: string): Promise<DnsRecord[]> {
      return executor.select().from(dnsRecords).where(ofDomain(owner, domainId)).orderBy(dnsRecords.id)
    },

    async observe(owner: Owner, domainId: string, observations: DnsObservation[], checkedAt: Date): Promise<void> {
      for (const { id, ...seen } of observations) {
        await executor
          .update(dnsRecords)
          .set({ ...seen, checkedAt, updatedAt: checkedAt })
          .where(and(ofDomain(owner, domainId), eq(dnsRecords.id, id)))
      }
    },

    async remove(owner: Owner, domainId: string): Promise<void> {
      await executor.delete(dnsRecords).where(ofDomain(owner, domainId))
    },
  }
}

import { and, desc, eq, gte, lt, lte, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { dmarcReports, dmarcSources } from '../schema/index.ts'
import type { Days } from './mailbox-days.ts'
import { ownedBy } from './rows.ts'

export type DmarcReportRow = typeof dmarcReports.$inferSelect
type Source = typeof dmarcSources.$inferSelect
/** What one address sent on one day, as reports tell it. */
export type DmarcSourceDay = Omit<Source, 'accountId' | 'livemode' | 'domainId'>
export type DmarcCounts = Omit<DmarcSourceDay, 'day' | 'sourceIp'>

export interface NewDmarcReport extends Omit<DmarcReportRow, 'id' | 'accountId' | 'livemode' | 'createdAt'> {
  /** One for each address. */
  sources: DmarcSourceDay[]
}

const { day, sourceIp, messages, passed, dkimAligned, spfAligned, quarantined, rejected } = dmarcSources
const counts = { messages, passed, dkimAligned, spfAligned, quarantined, rejected }

export function createDmarcReportRepository(executor: Executor) {
  const ofDomain = (owner: Owner, domainId: string) =>
    and(ownedBy(dmarcSources, owner), eq(dmarcSources.domainId, domainId))
  const within = ({ from, to }: Days) => and(gte(day, from), lte(day, to))

  async function addSources(owner: Owner, domainId: string, sources: DmarcSourceDay[]): Promise<void> {
    if (sources.length === 0) return
    // In the order of the index: two reports that share sources never wait for each other in a circle.
    await executor.execute(sql`
      insert into dmarc_sources (account_id, livemode, domain_id, day, source_ip, messages, passed, dkim_aligned, spf_aligned,
        quarantined, rejected)
      select ${owner.accountId}, ${owner.livemode}, ${domainId}, source.*
      from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as source (day date, "sourceIp" text, messages bigint, passed bigint,
        "dkimAligned" bigint, "spfAligned" bigint, quarantined bigint, rejected bigint)
      order by source.day, source."sourceIp"
      on conflict (account_id, livemode, domain_id, day, source_ip) do update set
        messages = dmarc_sources.messages + excluded.messages, passed = dmarc_sources.passed + excluded.passed,
        dkim_aligned = dmarc_sources.dkim_aligned + excluded.dkim_aligned,
        spf_aligned = dmarc_sources.spf_aligned + excluded.spf_aligned,
        quarantined = dmarc_sources.quarantined + excluded.quarantined, rejected = dmarc_sources.rejected + excluded.rejected`)
  }

  return {
    /** Null when it is there already: what it says was counted then. Part of a transaction. */
    async record(owner: Owner, { sources, ...report }: NewDmarcReport): Promise<DmarcReportRow | null> {
      const values = { id: newId('dmarcReport'), ...owner, ...report }
      const [row] = await executor.insert(dmarcReports).values(values).onConflictDoNothing().returning()
      if (row) await addSources(owner, report.domainId, sources)
      return row ?? null
    },

    async findByKey(owner: Owner, domainId: string, key: string): Promise<DmarcReportRow | null> {
      const [row] = await executor
        .select()
        .from(dmarcReports)
        .where(and(ownedBy(dmarcReports, owner), eq(dmarcReports.domainId, domainId), eq(dmarcReports.key, key)))
      return row ?? null
    },

    /** The newest, by the time that they begin. */
    async list(
      owner: Owner,
      domainId: string,
      { from, before }: { from: Date; before: Date },
      most: number,
    ): Promise<DmarcReportRow[]> {
      return executor
        .select()
        .from(dmarcReports)
        .where(
          and(
            ownedBy(dmarcReports, owner),
            eq(dmarcReports.domainId, domainId),
            gte(dmarcReports.beginsAt, from),
            lt(dmarcReports.beginsAt, before),
          ),
        )
        .orderBy(desc(dmarcReports.beginsAt), desc(dmarcReports.id))
        .limit(most)
    },

    /** By source and day, the newest day first, then those that sent most. */
    async sources(owner: Owner, domainId: string, days: Days, most: number): Promise<DmarcSourceDay[]> {
      return executor
        .select({ day, sourceIp, ...counts })
        .from(dmarcSources)
        .where(and(ofDomain(owner, domainId), within(days)))
        .orderBy(desc(day), desc(messages), sourceIp)
        .limit(most)
    },

    /** Over all sources, by day, oldest first. */
    async days(owner: Owner, domainId: string, days: Days): Promise<(DmarcCounts & { day: string })[]> {
      const sum = (column: PgColumn) => sql<number>`sum(${column})`.mapWith(Number)
      return executor
        .select({
          day,
          messages: sum(messages),
          passed: sum(passed),
          dkimAligned: sum(dkimAligned),
          spfAligned: sum(spfAligned),
          quarantined: sum(quarantined),
          rejected: sum(rejected),
        })
        .from(dmarcSources)
        .where(and(ofDomain(owner, domainId), within(days)))
        .groupBy(day)
        .orderBy(day)
    },
  }
}

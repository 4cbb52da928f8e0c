import { and, desc, eq, gte, inArray, lt, lte, ne, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Executor } from '../db.ts'
import {
  type NewObservation,
  type Observation,
  type ObservationData,
  type ObservationKind,
  observationData,
} from '../observations.ts'
import type { Owner } from '../owner.ts'
import { domainObservations } from '../schema/index.ts'
import type { Days } from './mailbox-days.ts'
import { ownedBy } from './rows.ts'

const { accountId, livemode, domainId, day, kind, subject, data, observedAt } = domainObservations

/** `unknown` where nothing could be learned, whatever the kind calls the word. */
const word = sql<string>`coalesce(${data}->>'state', ${data}->>'status')`
const newWord = sql`coalesce(excluded.data->>'state', excluded.data->>'status')`

export function createObservationRepository(executor: Executor) {
  const ofDomain = (owner: Owner, id: string) => and(ownedBy(domainObservations, owner), eq(domainId, id))
  const within = ({ from, to }: Days) => and(gte(day, from), lte(day, to))
  const columns = { domainId, day, subject, data, observedAt }

  function read<Kind extends ObservationKind>(of: Kind, rows: Raw[]): Observation<Kind>[] {
    return rows.map((row) => ({ ...row, data: parse(of, row.data) }))
  }

  return {
    /** A second look on the same day replaces the first, unless it learned nothing where the first did. */
    async record(owner: Owner, id: string, on: string, rows: NewObservation[]): Promise<void> {
      if (rows.length === 0) return
      await executor
        .insert(domainObservations)
        .values(rows.map((row) => ({ ...owner, domainId: id, day: on, ...row })))
        .onConflictDoUpdate({
          target: [accountId, livemode, domainId, day, kind, subject],
          set: { data: sql`excluded.data`, observedAt: sql`excluded.observed_at` },
          setWhere: sql`${newWord} <> 'unknown' or ${word} = 'unknown'`,
        })
    },

    /** The last that was learned of each subject, not before that day. */
    async lastKnown<Kind extends ObservationKind>(
      owner: Owner,
      id: string,
      of: Kind,
      since: string,
    ): Promise<Observation<Kind>[]> {
      const rows = await executor
        .selectDistinctOn([subject], columns)
        .from(domainObservations)
        .where(and(ofDomain(owner, id), gte(day, since), eq(kind, of), ne(word, 'unknown')))
        .orderBy(subject, desc(day))
      return read(of, rows)
    },

    /** The last of each subject, whether anything was learned or not. */
    async last<Kind extends ObservationKind>(
      owner: Owner,
      id: string,
      of: Kind,
      since: string,
    ): Promise<Observation<Kind>[]> {
      const rows = await executor
        .selectDistinctOn([subject], columns)
        .from(domainObservations)
        .where(and(ofDomain(owner, id), gte(day, since), eq(kind, of)))
        .orderBy(subject, desc(day))
      return read(of, rows)
    },

    /** Of many domains in one statement, oldest first: what verdicts rest on. */
    async ofDomains<Kind extends ObservationKind>(
      owner: Owner,
      ids: string[],
      of: Kind,
      days: Days,
    ): Promise<Observation<Kind>[]> {
      if (ids.length === 0) return []
      const rows = await executor
        .select(columns)
        .from(domainObservations)
        .where(and(ownedBy(domainObservations, owner), inArray(domainId, ids), within(days), eq(kind, of)))
        .orderBy(domainId, day, subject)
      return read(of, rows)
    },

    /** Removes what is older than that day. */
    async forget(owner: Owner, id: string, before: string): Promise<void> {
      await executor.delete(domainObservations).where(and(ofDomain(owner, id), lt(day, before)))
    },
  }
}

const schemas: { [Kind in ObservationKind]: z.ZodType<ObservationData<Kind>> } = observationData
const parse = <Kind extends ObservationKind>(of: Kind, stored: unknown): ObservationData<Kind> =>
  schemas[of].parse(stored)

interface Raw {
  domainId: string
  day: string
  subject: string
  data: unknown
  observedAt: Date
}

import type { Mailbox, NewSignal, ObservationData } from '@coldframe/db'
import { readBounce, signalsOfReport } from '../../bounces/read-bounce.ts'
import type { DeliveryReport } from '../../providers/mailbox/mailbox-provider.ts'
import { recordAndAct } from '../../signals/record-signals.ts'
import { daysBefore, type Look, reasonOf, type Seen } from './look.ts'

type ReportsData = ObservationData<'reports'>
const HOUR_MS = 3_600_000
/** What a mailbox that cannot be read for a while may have missed; and the first look. In real time, as mail is. */
const LONGEST_BACK_MS = 7 * 24 * HOUR_MS
/** A report may become visible after a younger one. */
const OVERLAP_MS = HOUR_MS
const COMPARED_DAYS = 7

/**
 * Reports of failed delivery in the domain's own mailboxes, as signals. They have the ids that an upload of the same report has. Where
 * the sender reports bounces himself, under ids of his own, they are read and not counted: each would count twice.
 */
export async function readDeliveryReports(look: Look): Promise<Seen> {
  const { db, owner, domain, vendors, at } = look
  const [last] = await db.observations.lastKnown(owner, domain.id, 'reports', daysBefore(at, COMPARED_DAYS * 2))
  const startedAt = new Date()
  const tenant = await db.tenants.findByDomain(owner, domain.id)
  const mailboxes = (await db.mailboxes.ofDomain(owner, domain.id)).filter(({ readyAt }) => readyAt !== null)
  const ids = mailboxes.flatMap(({ externalId }) => externalId ?? [])
  if (!tenant || ids.length === 0) return { observations: [] }
  const readUntil = last?.data.readUntil ?? null
  try {
    const since = sinceOf(readUntil, startedAt)
    const { reports, failure } = await vendors.mailbox.readDeliveryReports(tenant.externalId, ids, since)
    const signals = (await isReportedBySender(look)) ? [] : signalsOf(reports, mailboxes, at)
    const until = failure === null ? startedAt.toISOString() : readUntil
    return keep(look, signals, { ...none, state: 'read', text: failure, readUntil: until, read: reports.length })
  } catch (error) {
    return keep(look, [], { ...none, text: reasonOf(error), readUntil })
  }
}

const none: ReportsData = { state: 'unknown', text: null, readUntil: null, read: 0, counted: 0 }

function sinceOf(readUntil: string | null, now: Date): Date {
  const oldest = now.getTime() - LONGEST_BACK_MS
  return new Date(readUntil ? Math.max(oldest, Date.parse(readUntil) - OVERLAP_MS) : oldest)
}

function signalsOf(reports: DeliveryReport[], mailboxes: Mailbox[], at: Date): NewSignal[] {
  const byExternalId = new Map(mailboxes.map((mailbox) => [mailbox.externalId, mailbox]))
  return reports.flatMap(({ externalId, id, raw }) => {
    const mailbox = byExternalId.get(externalId)
    if (!mailbox) return []
    return signalsOfReport(readBounce(raw), mailbox, { key: id, at }).filter(({ type }) => type === 'bounced')
  })
}

/** More bounces are counted than we brought. */
async function isReportedBySender({ db, owner, domain, at, today }: Look): Promise<boolean> {
  const days = { from: daysBefore(at, COMPARED_DAYS), to: today }
  const counted = await db.mailboxDays.ofDomain(owner, domain.id, days)
  const ours = await db.observations.ofDomains(owner, [domain.id], 'reports', days)
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
  return sum(counted.map(({ bounced }) => bounced)) > sum(ours.map(({ data }) => data.counted))
}

/** Counts of a day add up over its looks; the signals are written with them or not at all. */
function keep({ owner, domain, today, at }: Look, signals: NewSignal[], data: ReportsData): Seen {
  return {
    observations: [],
    commit: async (tx) => {
      const [before] = await tx.observations.ofDomains(owner, [domain.id], 'reports', { from: today, to: today })
      const fresh = await recordAndAct(tx, owner, signals, at)
      const counted = (before?.data.counted ?? 0) + fresh
      await tx.observations.record(owner, domain.id, today, [
        { kind: 'reports', subject: 'mailboxes', data: { ...data, counted }, observedAt: new Date() },
      ])
    },
  }
}

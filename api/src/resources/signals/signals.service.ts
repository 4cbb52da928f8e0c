import type { Days, Db, NewSignal, Owner, SignalCounts, SignalDay } from '@coldframe/db'
import { recordSignals } from '@coldframe/temporal'
import { errors } from '../../errors.ts'
import { daysOf } from './days.ts'
import { createJudge, faultOfSignal, type SignalRefusal, signalRefusals, toNewSignal } from './judge-signal.ts'
import { type DaysQuery, MOST_SIGNAL_DAYS, type Signal } from './signals.schemas.ts'

export function createSignalService({ db, clock }: { db: Db; clock: () => Date }) {
  return {
    async record(owner: Owner, signals: Signal[]) {
      const mailboxIds = [...new Set(signals.map(({ mailboxId }) => mailboxId))]
      const domains = await db.signals.domainsOfMailboxes(owner, mailboxIds)
      const { ownTimeOf } = await db.clocks.read(owner.livemode)
      const { good, refused } = sort(signals, { domains, ownTimeOf, now: clock().getTime() })
      const suppressed = await findSuppressed(db, owner, signals)
      const accepted = await recordSignals(db, owner, good, ownTimeOf(clock()))
      return { accepted, duplicates: good.length - accepted, refused, suppressed }
    },

    async ofDomain(owner: Owner, id: string, query: DaysQuery) {
      const days = daysOf(query, (await db.clocks.read(owner.livemode)).ownTimeOf(clock()))
      if (!(await db.domains.get(owner, id))) throw errors.domainNotFound(id)
      return present({ domainId: id, mailboxId: null }, days, await db.mailboxDays.ofDomain(owner, id, days))
    },

    async ofMailbox(owner: Owner, id: string, query: DaysQuery) {
      const days = daysOf(query, (await db.clocks.read(owner.livemode)).ownTimeOf(clock()))
      const mailbox = await db.mailboxes.get(owner, id)
      if (!mailbox) throw errors.mailboxNotFound(id)
      const of = { domainId: mailbox.domainId, mailboxId: id }
      return present(of, days, await db.mailboxDays.ofMailbox(owner, mailbox, days))
    },
  }
}

/** Those that were sent to a recipient that was suppressed before. */
async function findSuppressed({ suppressions }: Pick<Db, 'suppressions'>, owner: Owner, signals: Signal[]) {
  const sent = signals.flatMap(({ id, type, recipient }, index) =>
    type === 'sent' && recipient ? [{ index, id, recipient }] : [],
  )
  const known = await suppressions.find(
    owner,
    sent.map(({ recipient }) => recipient),
  )
  return sent.flatMap(({ index, id, recipient }) => {
    const [first] = known.get(recipient) ?? []
    return first ? [{ index, id, suppressionId: first.id }] : []
  })
}

interface Refused {
  index: number
  id: string
  code: SignalRefusal
  message: string
}

interface Known {
  /** By mailbox. */
  domains: Map<string, string>
  ownTimeOf(at: Date): Date
  now: number
}

function sort(signals: Signal[], { domains, ownTimeOf, now }: Known) {
  const good: NewSignal[] = []
  const refused: Refused[] = []
  const judge = createJudge()
  for (const [index, signal] of signals.entries()) {
    const domainId = domains.get(signal.mailboxId)
    const code = domainId === undefined ? 'mailbox_not_found' : faultOfSignal(signal, now)
    if (domainId !== undefined && code === null)
      good.push(toNewSignal(signal, { domainId, ownAt: ownTimeOf(signal.at), judge }))
    else if (code !== null) refused.push({ index, id: signal.id, code, message: signalRefusals[code] })
  }
  return { good, refused }
}

function present(of: { domainId: string; mailboxId: string | null }, days: Days, rows: SignalDay[]) {
  return {
    ...of,
    ...days,
    totals: presentCounts(rows.reduce(add, none)),
    days: rows.slice(-MOST_SIGNAL_DAYS).map(({ day, recipientProvider, ...counts }) => ({
      day,
      recipientProvider,
      ...presentCounts(counts),
    })),
  }
}

const none: SignalCounts = {
  sent: 0,
  delivered: 0,
  deferred: 0,
  bounced: 0,
  bouncedHard: 0,
  complained: 0,
  replied: 0,
  opened: 0,
  unsubscribed: 0,
  placedInbox: 0,
  placedSpam: 0,
  warmupInbox: 0,
  warmupSpam: 0,
  recipientUnknown: 0,
  recipientState: 0,
  senderReputation: 0,
  domainBlocked: 0,
  accountRestricted: 0,
  ipBlocked: 0,
  authFailure: 0,
  content: 0,
  rate: 0,
  policyOfRecipient: 0,
  other: 0,
}

function add(sum: SignalCounts, row: SignalCounts): SignalCounts {
  const total = { ...sum }
  for (const name of names) total[name] += row[name]
  return total
}
const isCount = (name: string): name is keyof SignalCounts => Object.hasOwn(none, name)
const names = Object.keys(none).filter(isCount)

function presentCounts({ bouncedHard: hard, ...counts }: SignalCounts) {
  const { recipientUnknown, recipientState, senderReputation, domainBlocked, accountRestricted, ...rest } = counts
  const { ipBlocked, authFailure, content, rate, policyOfRecipient, other, ...events } = rest
  return {
    ...events,
    bounces: {
      ...{ hard, recipientUnknown, recipientState, senderReputation, domainBlocked, accountRestricted },
      ...{ ipBlocked, authFailure, content, rate, policyOfRecipient, other },
    },
  }
}

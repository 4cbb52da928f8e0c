import type { Db, NewSignal, Owner, Repositories } from '@coldframe/db'
import { stopMailboxes } from '../verdict/stop-mailboxes.ts'

const DAY_MS = 86_400_000

/** What is older was judged with its day. */
const isRestricting = ({ type, bounceClass, at }: NewSignal, now: Date) =>
  type === 'bounced' && bounceClass === 'account_restricted' && now.getTime() - at.getTime() < DAY_MS

/** Of whom nobody told the address, nobody can be kept from writing to. */
const isSuppressing = ({ type, bounceClass, permanence, recipient }: NewSignal) =>
  type === 'bounced' && bounceClass === 'recipient_unknown' && permanence === 'hard' && !!recipient

/**
 * Stores and counts what is new, and answers how many were. A mailbox of which a new one says that its provider has restricted it is
 * stopped with it, and a recipient that does not exist is suppressed. Times, `now` too, are those of the mode's clock.
 */
export async function recordSignals(db: Db, owner: Owner, signals: NewSignal[], now: Date): Promise<number> {
  if (signals.some((signal) => isRestricting(signal, now) || isSuppressing(signal)))
    return db.transaction((tx) => recordAndAct(tx, owner, signals, now))
  return (await db.signals.record(owner, signals)).count
}

/**
 * Each further message of a restricted mailbox makes it worse (Exchange 5.1.8, 5.7.705). It is stopped until the day is judged; if it is
 * refused on a second day the domain is burned. Domains are locked before anything is counted, as those who judge them do.
 */
export async function recordAndAct(tx: Repositories, owner: Owner, signals: NewSignal[], now: Date): Promise<number> {
  const restricting = signals.filter((signal) => isRestricting(signal, now))
  const domainIds = [...new Set(restricting.map(({ domainId }) => domainId))].sort()
  for (const domainId of domainIds) await tx.domains.lock(owner, domainId)
  const { fresh, told } = await suppressFirst(tx, owner, signals)
  const recorded = await tx.signals.record(owner, told)
  await keepSuppressed(tx, owner, fresh, recorded.unreachable)
  const freshIds = new Set(recorded.restricting)
  const stopped = new Set(restricting.filter(({ id }) => freshIds.has(id)).map(({ mailboxId }) => mailboxId))
  if (stopped.size === 0) return recorded.count
  for (const domainId of domainIds) {
    const mailboxes = await tx.mailboxes.ofDomain(owner, domainId)
    await stopMailboxes(
      tx,
      owner,
      mailboxes.filter(({ id }) => stopped.has(id)),
    )
  }
  return recorded.count
}

/**
 * That a recipient does not exist is counted once for a domain, whoever tells it again: what stands in the list already is left out. It
 * is written before it is counted, so that of two who tell it at the same moment the second one waits, and sees it.
 */
async function suppressFirst(tx: Repositories, owner: Owner, signals: NewSignal[]) {
  const fresh = await tx.suppressions.add(owner, signals.filter(isSuppressing).map(suppressionOf))
  const counted = new Set(fresh.map(({ wanted: { signal } }) => signal))
  return { fresh, told: signals.filter((signal) => counted.has(signal) || !isSuppressing(signal)) }
}

const suppressionOf = (signal: NewSignal) => ({
  ...{ signal, address: signal.recipient ?? '', reason: 'recipient_unknown' as const },
  ...{ recipientDomain: signal.recipientDomain, domainId: signal.domainId, mailboxId: signal.mailboxId },
})

type Fresh = Awaited<ReturnType<typeof suppressFirst>>['fresh']

/** A signal that was counted long ago suppresses nobody anew: its recipient may have been taken off the list since. */
async function keepSuppressed(tx: Repositories, owner: Owner, fresh: Fresh, counted: string[]): Promise<void> {
  const ids = new Set(counted)
  const stale = fresh.filter(({ wanted: { signal } }) => !ids.has(signal.id))
  await tx.suppressions.takeBack(
    owner,
    stale.map(({ id }) => id),
  )
}

import type { Db, NewSignal, Owner, Repositories } from '@coldframe/db'
import { stopMailboxes } from '../verdict/stop-mailboxes.ts'
import { isSuppressing, suppressRecipients } from './suppress-recipients.ts'

const DAY_MS = 86_400_000

/** What is older was judged with its day. */
const isRestricting = ({ type, bounceClass, at }: NewSignal, now: Date) =>
  type === 'bounced' && bounceClass === 'account_restricted' && now.getTime() - at.getTime() < DAY_MS

/**
 * Stores and counts what is new, and answers how many were. A mailbox of which a new one says that its provider has restricted it is
 * stopped with it, and a recipient that is not to be written to again is suppressed. Times, `now` too, are those of the mode's clock.
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
  const fresh = await tx.signals.record(owner, await suppressRecipients(tx, owner, signals))
  const freshIds = new Set(fresh.restricting)
  const stopped = new Set(restricting.filter(({ id }) => freshIds.has(id)).map(({ mailboxId }) => mailboxId))
  if (stopped.size === 0) return fresh.count
  for (const domainId of domainIds) {
    const mailboxes = await tx.mailboxes.ofDomain(owner, domainId)
    await stopMailboxes(
      tx,
      owner,
      mailboxes.filter(({ id }) => stopped.has(id)),
    )
  }
  return fresh.count
}

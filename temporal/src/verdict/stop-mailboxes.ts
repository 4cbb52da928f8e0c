import type { Mailbox, Owner, Repositories } from '@coldframe/db'
import { mailboxEvent } from '../activities/events.ts'

type Books = Pick<Repositories, 'domains' | 'mailboxes' | 'events'>

const isRunning = ({ status }: Mailbox) => status === 'warming' || status === 'active'
const isStopped = ({ status, pausedBy }: Mailbox) => status === 'paused' && pausedBy === 'platform'

/** They send nothing from now on. Those that somebody has paused stay that person's. */
export async function stopMailboxes(tx: Books, owner: Owner, mailboxes: Mailbox[]): Promise<void> {
  for (const { id, dailySendLimit } of mailboxes.filter(isRunning)) {
    const paused = { status: 'paused', pausedBy: 'platform', dailySendLimit: 0 } as const
    const changed = await tx.mailboxes.update(owner, id, paused)
    if (!changed) continue
    const limit = dailySendLimit > 0 ? [mailboxEvent('mailbox.limit_changed', changed)] : []
    await tx.events.append(owner, [mailboxEvent('mailbox.paused', changed), ...limit])
  }
}

/** What the platform has stopped goes on with the plan that follows, and nothing else does. */
export async function resumeMailboxes(tx: Books, owner: Owner, mailboxes: Mailbox[]): Promise<void> {
  for (const { id } of mailboxes.filter(isStopped)) {
    const changed = await tx.mailboxes.update(owner, id, { status: 'warming', pausedBy: null })
    if (changed) await tx.events.append(owner, [mailboxEvent('mailbox.resumed', changed)])
  }
}

/**
 * Their provider has restricted them: each further message makes it worse (Exchange 5.1.8, 5.7.705). They are stopped until the day
 * is judged; if they are refused on a second day the domain is burned.
 */
export async function stopRestricted(tx: Books, owner: Owner, ids: { mailboxId: string; domainId: string }[]) {
  const stopped = new Set(ids.map(({ mailboxId }) => mailboxId))
  for (const domainId of new Set(ids.map((one) => one.domainId).sort())) {
    await tx.domains.lock(owner, domainId)
    const mailboxes = await tx.mailboxes.ofDomain(owner, domainId)
    await stopMailboxes(
      tx,
      owner,
      mailboxes.filter(({ id }) => stopped.has(id)),
    )
  }
}

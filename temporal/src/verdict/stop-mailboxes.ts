import type { Mailbox, Owner, Repositories } from '@coldframe/db'
import { mailboxEvent } from '../activities/events.ts'

type Books = Pick<Repositories, 'mailboxes' | 'mailboxDays' | 'events'>

/** No signal lies that far ahead. */
const LAST_DAY = '9999-12-31'

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

/**
 * What the platform has stopped goes on with the plan that follows, and nothing else does. `judged` is the last day that the verdict knows:
 * what was restricted after it waits for its own day's verdict.
 */
export async function resumeMailboxes(tx: Books, owner: Owner, mailboxes: Mailbox[], judged: string): Promise<void> {
  for (const mailbox of mailboxes.filter(isStopped)) {
    const days = await tx.mailboxDays.ofMailbox(owner, mailbox, { from: judged, to: LAST_DAY })
    if (days.some(({ day, accountRestricted }) => day > judged && accountRestricted > 0)) continue
    const changed = await tx.mailboxes.update(owner, mailbox.id, { status: 'warming', pausedBy: null })
    if (changed) await tx.events.append(owner, [mailboxEvent('mailbox.resumed', changed)])
  }
}

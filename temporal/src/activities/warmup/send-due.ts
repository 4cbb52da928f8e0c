import type { Correspondent, Db, Mailbox, WarmupMessageRow } from '@coldframe/db'
import { isProviderError, type ProviderErrorKind } from '../../providers/errors.ts'
import { refusalOfSend } from '../../rules/warmup/admit-send.ts'
import { languageOf, writeMessage } from '../../warmup/text/write-message.ts'
import { tokenOf, withToken } from '../../warmup/token.ts'
import { eachGroup, type WithCarrier } from './carriers.ts'
import type { PlannedDay } from './plan-day.ts'

const DAY_MS = 86_400_000
/** Messages that waited through an outage are not made up for. */
const MOST_LATE_MS = 4 * 3_600_000

/** The vendor has said no: the message did not go out. After anything else it may have. */
const refusals: ProviderErrorKind[] = [
  'rate_limited',
  'unauthorized',
  'rejected',
  'not_found',
  'conflict',
  'needs_human',
]

interface Outbound {
  db: Db
  withCarrier: WithCarrier
  planned: PlannedDay
}

/** Sends what is due of a domain, each message once at most. */
export async function sendDue({ db, withCarrier, planned }: Outbound): Promise<void> {
  const { books, plans, clock } = planned
  const { owner, domain, day } = books
  const due = await db.warmupMessages.due(owner, domain.id, clock.now())
  const used = await db.warmupMessages.sentOn(owner, domain.id, books.today)
  const ids = due.flatMap(({ fromMailboxId, toMailboxId }) => [fromMailboxId, toMailboxId])
  const people = await db.warmupMessages.correspondents(owner.livemode, [...new Set(ids)])
  const account = await db.accounts.get(owner, owner.accountId)
  let ofTenant = await recipientsOfTenant(db, planned)
  const language = languageOf(account?.language ?? 'en')
  const change = (id: string, values: Parameters<Db['warmupMessages']['change']>[2]) =>
    db.warmupMessages.change(owner.livemode, id, values)

  await eachGroup([...Map.groupBy(due, ({ fromMailboxId }) => fromMailboxId).values()], async (messages) => {
    for (const message of messages) await sendOne(message)
  })

  async function sendOne(message: WarmupMessageRow): Promise<void> {
    const [sender, recipient] = [people.get(message.fromMailboxId), people.get(message.toMailboxId)]
    if (!sender || !recipient) return refuse(message, 'gone')
    if (message.status === 'sending') return settle(message, sender)
    const refusal = await refusalOf(message, recipient)
    if (refusal) return refuse(message, refusal)
    await send(message, sender, recipient)
  }

  async function refuse({ id }: WarmupMessageRow, reason: string): Promise<void> {
    await change(id, { status: 'refused', reason, sentAt: null })
  }

  /** Read anew for each message: the world has gone on since the plan, and since the message before. */
  async function refusalOf(message: WarmupMessageRow, recipient: Correspondent): Promise<string | null> {
    const now = clock.now().getTime()
    if (message.day !== books.today || now - message.sendAt.getTime() > MOST_LATE_MS) return 'too_late'
    if (!recipient.isThere) return 'recipient_gone'
    const current = await db.domains.get(owner, domain.id)
    const mailbox = await db.mailboxes.get(owner, message.fromMailboxId)
    if (!current || !mailbox || !canSend(mailbox)) return 'paused'
    const plan = plans.find(({ id }) => id === mailbox.id)
    return refusalOfSend({
      verdict: current.health,
      isPaused: current.status !== 'warming' && current.status !== 'active',
      limit: {
        value: plan?.warmupVolume ?? 0,
        used: used.get(mailbox.id) ?? 0,
        binding: plan?.warmup.limit ?? 'paused',
      },
      tenant: { budget: day.tenantBudget, usedInLast24Hours: ofTenant },
      recipients: 1,
    })
  }

  async function send(message: WarmupMessageRow, sender: Correspondent, recipient: Correspondent): Promise<void> {
    const claim = { status: 'sending' as const, sentAt: clock.now() }
    if (!(await db.warmupMessages.change(owner.livemode, message.id, claim, ['planned']))) return
    const token = tokenOf(message.id)
    const { subject, text } = writeMessage(message.id, language, {
      from: sender.displayName,
      to: recipient.displayName,
    })
    const { address, displayName } = recipient
    try {
      await withCarrier(owner.livemode, sender, (carrier) =>
        carrier.send({ to: { address, displayName }, subject: withToken(subject, token), text, token }),
      )
    } catch (error) {
      if (isProviderError(error, ...refusals)) return refuse(message, error.kind)
      if (isProviderError(error)) return
      throw error
    }
    await change(message.id, { status: 'sent' })
    used.set(sender.id, (used.get(sender.id) ?? 0) + 1)
    ofTenant += 1
  }

  /** A worker died, or an answer was lost, while it was sent: it is looked for, and never sent again. */
  async function settle(message: WarmupMessageRow, sender: Correspondent): Promise<void> {
    const found = await withCarrier(owner.livemode, sender, (carrier) => carrier.hasSent(tokenOf(message.id))).catch(
      (error) => {
        if (isProviderError(error)) return null
        throw error
      },
    )
    if (found === null) return
    await change(message.id, found ? { status: 'sent' } : { reason: 'unsure' })
  }
}

/** In the last 24 hours. Signals are counted by days: yesterday's count as a whole, so that the budget is kept whenever they went out. */
async function recipientsOfTenant(db: Db, { books, clock }: PlannedDay): Promise<number> {
  const { owner, domain, today } = books
  const yesterday = new Date(Date.parse(`${today}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)
  const days = await db.mailboxDays.ofDomain(owner, domain.id, { from: yesterday, to: today })
  const exchanged = await db.warmupMessages.sentSince(owner, domain.id, new Date(clock.now().getTime() - DAY_MS))
  return days.reduce((sum, { sent }) => sum + sent, exchanged)
}

const canSend = ({ status }: Mailbox) => status === 'warming' || status === 'active'

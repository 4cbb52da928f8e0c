import type { Correspondent, Db, NewSignal, WarmupMessageRow } from '@coldframe/db'
import { isProviderError } from '../../providers/errors.ts'
import { isPlacementFinal, type Placement } from '../../rules/warmup/placement.ts'
import { answerDelayMs, isAnswered } from '../../rules/warmup/replies.ts'
import type { FoundMessage, WarmupCarrier } from '../../warmup/carriers/warmup-carrier.ts'
import { languageOf, writeReply } from '../../warmup/text/write-message.ts'
import { tokenOf } from '../../warmup/token.ts'
import { eachGroup, type WithCarrier } from './carriers.ts'
import type { PlannedDay } from './plan-day.ts'

interface Inbound {
  db: Db
  withCarrier: WithCarrier
  planned: PlannedDay
}

const byRecipient = (rows: WarmupMessageRow[]) => [...Map.groupBy(rows, ({ toMailboxId }) => toMailboxId).values()]

async function peopleOf(db: Db, livemode: boolean, rows: WarmupMessageRow[]): Promise<Map<string, Correspondent>> {
  const ids = rows.flatMap(({ fromMailboxId, toMailboxId }) => [fromMailboxId, toMailboxId])
  return db.warmupMessages.correspondents(livemode, [...new Set(ids)])
}

/** Looks for what was sent to a domain, counts where it landed, and does with it what its owner would. */
export async function lookFor({ db, withCarrier, planned }: Inbound): Promise<void> {
  const { books, clock } = planned
  const { livemode } = books.owner
  const rows = await db.warmupMessages.unplaced(livemode, books.domain.id)
  const people = await peopleOf(db, livemode, rows)
  const ageMs = ({ sentAt }: WarmupMessageRow) => clock.now().getTime() - (sentAt?.getTime() ?? 0)

  await eachGroup(byRecipient(rows), async (messages) => {
    const [recipient] = messages.map(({ toMailboxId }) => people.get(toMailboxId))
    const look = (carrier: WarmupCarrier | null) => lookForAll(messages, carrier)
    if (!recipient?.isThere) return look(null)
    await withCarrier(livemode, recipient, look).catch((error) => {
      if (!isProviderError(error)) throw error
    })
  })

  async function lookForAll(messages: WarmupMessageRow[], carrier: WarmupCarrier | null): Promise<void> {
    for (const message of messages) {
      const sender = people.get(message.fromMailboxId)
      const found = carrier && sender ? await carrier.find(tokenOf(message.id), sender.address) : null
      const placement = found?.placement ?? 'unknown'
      if (carrier && !isPlacementFinal(placement, ageMs(message))) continue
      await note(message, placement)
      if (carrier && found?.message) await treat(carrier, found.message, placement)
    }
  }

  async function note(message: WarmupMessageRow, seen: Placement): Promise<void> {
    // Nobody knows whether it was sent at all: that it is not there says nothing.
    const placement = seen === 'missing' && message.status === 'sending' ? 'unknown' : seen
    const now = clock.now()
    const isSeen = placement === 'inbox' || placement === 'spam'
    const isToAnswer = isSeen && isAnswered(message.id, books.profile.replyRate)
    const replyAt = isToAnswer ? new Date(now.getTime() + answerDelayMs(message.id)) : null
    await db.transaction(async (tx) => {
      const status = isSeen ? ('sent' as const) : message.status
      await tx.warmupMessages.change(livemode, message.id, { status, placement, placedAt: now, replyAt })
      if (isSeen) await tx.signals.record(message, [signalOf(message, `warmup_${placement}`, now)])
    })
  }
}

function signalOf(message: WarmupMessageRow, type: NewSignal['type'], at: Date): NewSignal {
  return {
    id: `warmup/${message.id}`,
    mailboxId: message.fromMailboxId,
    domainId: message.domainId,
    type,
    at,
    recipientProvider: receivers[message.toProvider] ?? 'other',
    recipientDomain: null,
    campaign: null,
    bounceClass: null,
    permanence: null,
    diagnostic: null,
  }
}

const receivers: Record<string, string> = { microsoft365: 'microsoft', google_workspace: 'google' }

/** Where it landed is counted already: what fails here is lost, and nothing is counted wrong. */
async function treat(carrier: WarmupCarrier, message: FoundMessage, placement: Placement): Promise<void> {
  try {
    const handle = placement === 'spam' ? await carrier.rescue(message.handle) : message.handle
    await carrier.markRead(handle)
    await carrier.markImportant(handle)
  } catch (error) {
    if (!isProviderError(error)) throw error
  }
}

/** Answers what is to be answered by now; an answer that fails is not tried again, as it may have gone out. */
export async function answerDue({ db, withCarrier, planned }: Inbound): Promise<void> {
  const { books, clock } = planned
  const { owner, domain, day } = books
  const isStopped = day.isPaused || day.verdict === 'worn' || day.verdict === 'burned'
  if (isStopped) return
  const rows = await db.warmupMessages.toAnswer(owner.livemode, domain.id, clock.now())
  const people = await peopleOf(db, owner.livemode, rows)
  const account = await db.accounts.get(owner, owner.accountId)
  const language = languageOf(account?.language ?? 'en')
  await eachGroup(byRecipient(rows), async (messages) => {
    for (const message of messages) await answer(message)
  })

  async function answer(message: WarmupMessageRow): Promise<void> {
    const [sender, recipient] = [people.get(message.fromMailboxId), people.get(message.toMailboxId)]
    if (!sender || !recipient?.isThere) return
    if (!(await db.warmupMessages.claimReply(owner.livemode, message.id, clock.now()))) return
    const persons = { from: recipient.displayName, to: sender.displayName }
    await withCarrier(owner.livemode, recipient, async (carrier) => {
      const { message: found } = await carrier.find(tokenOf(message.id), sender.address)
      if (found) await carrier.reply(found.handle, writeReply(message.id, language, persons))
    }).catch((error) => {
      if (!isProviderError(error)) throw error
    })
  }
}

import type { NewSignal, Owner, Repositories, SuppressionReason } from '@coldframe/db'

/** Of whom nobody told the address, nobody can be kept from writing to. */
export const isSuppressing = (signal: NewSignal) => !!signal.recipient && reasonOf(signal) !== null

function reasonOf({ type, bounceClass, permanence }: NewSignal): SuppressionReason | null {
  if (type === 'complained' || type === 'unsubscribed') return type
  const isUnknown = type === 'bounced' && bounceClass === 'recipient_unknown' && permanence === 'hard'
  return isUnknown ? 'recipient_unknown' : null
}

/**
 * Part of the transaction that records them; answers those that are left to count. That a recipient does not exist is counted once for a
 * domain, whoever tells it again. It is suppressed before it is counted, so that of two who tell it at the same moment the second one
 * waits, and sees it. A signal that was counted long ago suppresses nobody anew: its recipient may have been taken off the list since.
 */
export async function suppressRecipients(tx: Repositories, owner: Owner, signals: NewSignal[]): Promise<NewSignal[]> {
  const suppressing = signals.filter(isSuppressing)
  const known = await tx.signals.known(
    owner,
    suppressing.map(({ id }) => id),
  )
  const fresh = suppressing.filter(({ id }) => !known.has(id))
  const added = await tx.suppressions.add(owner, fresh.flatMap(suppressionOf))
  const counted = new Set(added.map(({ signal }) => signal))
  return signals.filter((signal) => counted.has(signal) || !isSuppressing(signal) || signal.type !== 'bounced')
}

function suppressionOf(signal: NewSignal) {
  const { recipient: address, domainId, mailboxId } = signal
  const reason = reasonOf(signal)
  return address && reason ? [{ signal, address, reason, domainId, mailboxId }] : []
}

import { randomUUID } from 'node:crypto'
import type { Coldframe, NewSignal } from '@coldframe/sdk'

/** What Gmail says to a domain of which it thinks little. */
const REFUSAL =
  '550-5.7.1 Our system has detected that this message is likely suspicious due to the very low reputation of the sending domain. 550 5.7.1 https://support.google.com/mail/answer/188131'

/**
 * A sequencer's day: from each mailbox as many messages as it may send, and a signal of what became of each. From `burned` every third
 * one is refused.
 */
export async function sendADay(coldframe: Coldframe, fleetId: string, burned: string | null): Promise<void> {
  for await (const { id: domainId, spare } of coldframe.domains.list({ fleetId, limit: 100 })) {
    if (spare) continue
    const signals: NewSignal[] = []
    for await (const { id, dailySendLimit } of coldframe.mailboxes.list({ domainId, limit: 100 }))
      for (let sent = 0; sent < dailySendLimit; sent++)
        signals.push(...signalsOf(id, domainId === burned && sent % 3 === 0))
    if (signals.length > 0) await coldframe.signals.create({ signals })
  }
}

function signalsOf(mailboxId: string, isRefused: boolean): NewSignal[] {
  const message = { mailboxId, at: new Date().toISOString(), recipientDomain: 'gmail.com' }
  const outcome = isRefused ? ({ type: 'bounced', diagnostic: REFUSAL } as const) : ({ type: 'delivered' } as const)
  return [
    { ...message, id: randomUUID(), type: 'sent' },
    { ...message, id: randomUUID(), ...outcome },
  ]
}

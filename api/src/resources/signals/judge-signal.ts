import type { NewSignal } from '@coldframe/db'
import { recipientProviderOf } from '@coldframe/temporal'
import { judgeDiagnostic } from '@coldframe/temporal/bounces'
import type { Signal } from './signals.schemas.ts'

const OLDEST_MS = 30 * 86_400_000
/** Clocks go wrong; a signal that is further ahead would be counted on a day that nobody has looked at. */
const AHEAD_MS = 3_600_000

export const signalRefusals = {
  mailbox_not_found: 'There is no such mailbox.',
  signal_in_future: 'The time is more than an hour ahead.',
  signal_too_old: 'The time is more than 30 days ago.',
  bounce_class_misplaced: 'Only a bounce has a class and a permanence.',
} as const
export type SignalRefusal = keyof typeof signalRefusals

/** Whether a signal can be counted, apart from its mailbox. */
export function faultOfSignal({ at, type, bounceClass, permanence }: Signal, now: number): SignalRefusal | null {
  const age = now - at.getTime()
  if (age < -AHEAD_MS) return 'signal_in_future'
  if (age > OLDEST_MS) return 'signal_too_old'
  if (type !== 'bounced' && (bounceClass ?? permanence) !== undefined) return 'bounce_class_misplaced'
  return null
}

type Judge = typeof judgeDiagnostic

/** Servers say the same to many: each text is judged once a call. */
export function createJudge(): Judge {
  const known = new Map<string, ReturnType<Judge>>()
  return (diagnostic) => {
    const judged = known.get(diagnostic) ?? judgeDiagnostic(diagnostic)
    known.set(diagnostic, judged)
    return judged
  }
}

interface Context {
  domainId: string
  /** When it happened by the clock of the mode. */
  ownAt: Date
  judge: Judge
}

export function toNewSignal(signal: Signal, { domainId, ownAt, judge }: Context): NewSignal {
  const { id, mailboxId, type } = signal
  const recipientDomain = (signal.recipientDomain ?? signal.recipient?.split('@').at(-1))?.toLowerCase() ?? null
  const bounce = type === 'bounced' ? bounceOf(signal, judge) : noBounce
  return {
    id,
    mailboxId,
    domainId,
    type,
    at: ownAt,
    recipientProvider: signal.recipientProvider ?? recipientProviderOf(recipientDomain),
    recipientDomain,
    campaign: signal.campaign ?? null,
    bounceClass: bounce.bounceClass,
    permanence: bounce.permanence,
    diagnostic: signal.diagnostic ?? null,
    recipient: signal.recipient ?? null,
  }
}

const noBounce = { bounceClass: null, permanence: null }

/** What the server said wins over what the caller made of it, unless it says nothing. */
function bounceOf({ diagnostic, bounceClass, permanence }: Signal, judge: Judge) {
  const judged = diagnostic === undefined ? null : judge(diagnostic)
  if (judged && (judged.class !== 'other' || bounceClass === undefined))
    return { bounceClass: judged.class, permanence: judged.permanence }
  const told = bounceClass ?? 'other'
  const isUnknown = told === 'recipient_unknown'
  return { bounceClass: told, permanence: isUnknown ? (permanence ?? 'hard') : 'soft' } as const
}

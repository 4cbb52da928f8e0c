import type { BouncedRecipient } from './bounce-report.ts'
import { judgeRecipient } from './judge-recipient.ts'

/**
 * The class of a refusal of which nothing is known but what the server said. Whoever quotes it by itself was answered while he sent,
 * and an address is refused at RCPT (RFC 5321 section 3.3) unless the words say otherwise.
 */
export function judgeDiagnostic(
  diagnostic: string,
): Pick<BouncedRecipient, 'class' | 'permanence' | 'reason' | 'source'> {
  const raw = { address: '', originalAddress: null, action: 'failed', status: '', diagnostic, remoteMta: null } as const
  return judgeRecipient(raw, { own: '', whole: diagnostic, stage: 'rcpt' })
}

import type { BouncedRecipient } from './bounce-report.ts'
import { judgeRecipient } from './judge-recipient.ts'

/** The class of a refusal of which nothing is known but what the server said. */
export function judgeDiagnostic(
  diagnostic: string,
): Pick<BouncedRecipient, 'class' | 'permanence' | 'reason' | 'source'> {
  const raw = { address: '', originalAddress: null, action: 'failed', status: '', diagnostic, remoteMta: null } as const
  return judgeRecipient(raw, { own: '', whole: diagnostic })
}

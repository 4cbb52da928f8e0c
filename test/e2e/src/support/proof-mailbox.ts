import { sandboxEnvironment } from '@coldframe/sandbox/environment'

/** The platform's own mailbox in the sandbox world. */
export const sandboxProofMailbox =
  sandboxEnvironment({ vendorsUrl: 'https://localhost', dnsPort: 53 }).TEST_PROOF_MAILBOX ?? ''

import type { OnCall } from '../call-report.ts'
import { createAppTokens } from '../mailbox/microsoft365/app-tokens.ts'
import { createGraph } from '../mailbox/microsoft365/graph.ts'
import { scopes } from '../mailbox/microsoft365/tokens.ts'
import type { VendorConfig } from '../vendor-config.ts'
import { createGraphProofMailbox } from './graph-proof-mailbox.ts'
import { createImapProofMailbox } from './imap-proof-mailbox.ts'
import type { ProofMailbox } from './proof-mailbox.ts'

interface ProofDeps {
  onCall?: OnCall | undefined
  now?: () => number
}

/** Reads by IMAP where an IMAP address is set, else by Graph. */
export function createProofMailbox(config: VendorConfig, { onCall, now = Date.now }: ProofDeps = {}): ProofMailbox {
  const address = config.PROOF_MAILBOX
  if (config.PROOF_IMAP_URL) return createImapProofMailbox({ address, url: config.PROOF_IMAP_URL, onCall })
  if (!config.PROOF_GRAPH_TENANT_ID) throw new Error('The proof mailbox needs PROOF_IMAP_URL or PROOF_GRAPH_TENANT_ID')
  const tokens = createAppTokens({ config, now, onCall }).source(config.PROOF_GRAPH_TENANT_ID, scopes.graph)
  return createGraphProofMailbox(address, createGraph({ url: config.GRAPH_URL, now, onCall })(tokens))
}

export interface ProofMessage {
  /** The message as it was delivered, headers of the receiving server included. */
  raw: Buffer
  receivedAt: Date
}

/** The platform's own mailbox, to which a new domain sends one message that is then read back. */
export interface ProofMailbox {
  readonly address: string
  /** The newest message whose subject holds `token`, or null while none has come. */
  findMessage(token: string): Promise<ProofMessage | null>
}

export interface AuthenticationOutcome {
  spf: AuthenticationResult
  dkim: AuthenticationResult
  dmarc: AuthenticationResult
  /** `Authentication-Results` as we computed it (RFC 8601), without the header's name. */
  header: string
}

export interface AuthenticationResult {
  /** `pass`, `fail`, `none`, `softfail`, `neutral`, `temperror`, `permerror` (RFC 8601 section 2.7). */
  result: string
  /** The domain that was judged, and whether it is aligned with the From header (RFC 7489 section 3.1). */
  domain: string | null
  aligned: boolean
  comment: string | null
}

/** Judges a delivered message anew: SPF from its newest `Received` and its `Return-Path`, DKIM from its body, DMARC from both. */
export interface MessageAuthenticator {
  authenticate(raw: Buffer): Promise<AuthenticationOutcome>
}

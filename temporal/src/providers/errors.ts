export type ProviderErrorKind =
  /** A fault of the moment: the same call may succeed. */
  | 'transient'
  /** Asked too often; `retryAfterMs` says when to come back, where the vendor told. */
  | 'rate_limited'
  /** The vendor has accepted the work and is not done: ask again later. */
  | 'pending'
  /** Our credentials or consent do not suffice. */
  | 'unauthorized'
  /** The vendor refuses this input and will go on refusing it. */
  | 'rejected'
  | 'not_found'
  | 'conflict'
  /** Only a person can go on: a review, a credit limit, a consent. */
  | 'needs_human'

interface ProviderErrorInput {
  provider: string
  kind: ProviderErrorKind
  message: string
  /** The vendor's own error code. */
  code?: string | undefined
  /** The vendor's request id, for their support. */
  requestId?: string | undefined
  retryAfterMs?: number | undefined
  cause?: unknown
}

/** The one shape in which a vendor's failure reaches the rest of the house. Its message never holds a secret. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly provider: string
  readonly kind: ProviderErrorKind
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined

  constructor(input: ProviderErrorInput) {
    super(input.message, { cause: input.cause })
    this.provider = input.provider
    this.kind = input.kind
    this.code = input.code
    this.requestId = input.requestId
    this.retryAfterMs = input.retryAfterMs
  }
}

export function isProviderError(error: unknown, ...kinds: ProviderErrorKind[]): error is ProviderError {
  return error instanceof ProviderError && (kinds.length === 0 || kinds.includes(error.kind))
}

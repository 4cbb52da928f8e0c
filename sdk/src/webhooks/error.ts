import { ColdframeError } from '../errors.ts'

export type WebhookVerificationCode =
  | 'secret_invalid'
  | 'body_invalid'
  | 'header_missing'
  | 'timestamp_invalid'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'signature_mismatch'
  | 'payload_invalid'

/** A request that is not to be believed, or a secret that cannot be one; `code` tells which. */
export class WebhookVerificationError extends ColdframeError {
  override readonly name = 'WebhookVerificationError'
  declare readonly code: WebhookVerificationCode

  constructor(code: WebhookVerificationCode, message: string) {
    super(message, { code })
  }
}

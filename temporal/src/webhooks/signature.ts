import { createHmac } from 'node:crypto'

export interface WebhookMessage {
  /** The event's id: the same at each attempt. */
  id: string
  /** Unix time of this attempt in seconds. */
  timestamp: number
  body: string
}

/**
 * The `webhook-signature` header of Standard Webhooks 1.0.0: one `v1` signature for each secret, newest first.
 * A secret is `whsec_` and the key in base64.
 */
export function signWebhook({ id, timestamp, body }: WebhookMessage, secrets: string[]): string {
  return secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`).join(' ')
}

function hmac(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}

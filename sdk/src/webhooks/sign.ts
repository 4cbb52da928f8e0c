import { bytesOf, importSecret, signedBytes, type WebhookBody } from './signature.ts'

/** The headers with which Coldframe would send this body: for tests of a receiver. */
export async function sign(
  body: WebhookBody,
  secret: string,
  { id, now = new Date() }: { id: string; now?: Date },
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const key = await importSecret(secret)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, signedBytes(id, timestamp, bytesOf(body))))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
  }
}

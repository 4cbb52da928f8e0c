import { WebhookVerificationError } from './error.ts'

const encoder = new TextEncoder()

/** The body as it came, before anything parsed it. */
export type WebhookBody = string | Uint8Array | ArrayBuffer

export function bytesOf(body: WebhookBody): Uint8Array {
  if (typeof body === 'string') return encoder.encode(body)
  if (body instanceof Uint8Array) return body
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  throw new WebhookVerificationError(
    'body_invalid',
    'The body has to be the text or the bytes that came: written again from what was parsed, it is not what was signed',
  )
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: `id.timestamp.body`. */
export function signedBytes(id: string, timestamp: string, body: Uint8Array): ArrayBuffer {
  const head = encoder.encode(`${id}.${timestamp}.`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes.buffer
}

export type SecretKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** The secret is checked here, so that what was pasted wrongly is told as such. */
export function importSecret(secret: string): Promise<SecretKey> {
  const text = secret.trim()
  if (/^v1a?,/.test(text)) throw invalid('begins with "v1,", which marks a signature: leave it away, up to "whsec_"')
  const bytes = decodeBase64(text.replace(/^whsec_/, ''))
  if (!bytes) throw invalid('is not base64, with or without "whsec_" before it')
  if (bytes.byteLength === 0) throw invalid('is empty')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

const invalid = (fault: string) => new WebhookVerificationError('secret_invalid', `The secret ${fault}`)

/** Null for what is none; what signs is never base64url. */
export function decodeBase64(text: string): ArrayBuffer | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer
  } catch {
    return null
  }
}

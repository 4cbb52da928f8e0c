import type { ColdframeEvent } from '../events.ts'
import { WebhookVerificationError } from './error.ts'
import { readHeader, type WebhookHeaders } from './headers.ts'
import { bytesOf, decodeBase64, importSecret, type SecretKey, signedBytes, type WebhookBody } from './signature.ts'

export interface UnwrapOptions {
  /** How far the time of the request may be from now; 300 when not given. */
  toleranceSeconds?: number
  /** For tests. */
  now?: Date
}

const TOLERANCE_SECONDS = 300

/**
 * The event of a webhook request, once it is sure that Coldframe sent it (Standard Webhooks, HMAC-SHA256). With several
 * secrets, as during a roll, any of them will do. Throws a WebhookVerificationError.
 */
export async function unwrap(
  body: WebhookBody,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS, now = new Date() }: UnwrapOptions = {},
): Promise<ColdframeEvent> {
  const secrets = typeof secret === 'string' ? [secret] : secret
  const keys = await Promise.all(secrets.map(async (each) => importSecret(each)))
  if (keys.length === 0) throw new WebhookVerificationError('secret_invalid', 'There is no secret')
  const bytes = bytesOf(body)
  const id = readHeader(headers, 'webhook-id')
  const timestamp = readHeader(headers, 'webhook-timestamp')
  const signatures = readSignatures(readHeader(headers, 'webhook-signature'))
  checkTime(timestamp, now, toleranceSeconds)
  if (!(await isSigned(keys, signatures, signedBytes(id, timestamp, bytes)))) {
    throw new WebhookVerificationError('signature_mismatch', 'No signature of the request was made with this secret')
  }
  return parseEvent(bytes)
}

/** Those of other versions are for others. */
function readSignatures(header: string): ArrayBuffer[] {
  return header.split(' ').flatMap((entry) => {
    const [version, text = ''] = entry.split(',')
    return version === 'v1' ? (decodeBase64(text) ?? []) : []
  })
}

function checkTime(timestamp: string, now: Date, toleranceSeconds: number): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError('timestamp_invalid', 'The timestamp is no whole number')
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(timestamp)
  if (ageSeconds > toleranceSeconds)
    throw new WebhookVerificationError('timestamp_too_old', `It is ${ageSeconds} s old`)
  if (-ageSeconds > toleranceSeconds) {
    throw new WebhookVerificationError('timestamp_too_new', `It is ${-ageSeconds} s ahead: is the clock right?`)
  }
}

/** `verify` compares in constant time. */
async function isSigned(keys: SecretKey[], signatures: ArrayBuffer[], bytes: ArrayBuffer) {
  for (const key of keys) {
    for (const signature of signatures) {
      if (await crypto.subtle.verify('HMAC', key, signature, bytes)) return true
    }
  }
  return false
}

function parseEvent(bytes: Uint8Array): ColdframeEvent {
  try {
    const event: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isEvent(event)) return event
  } catch {}
  throw new WebhookVerificationError('payload_invalid', 'It is signed, and is no event')
}

/** By its envelope alone: a type that is not known yet is an event, too. */
const isEvent = (value: unknown): value is ColdframeEvent =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'data' in value

import { WebhookVerificationError } from './error.ts'

/** As any framework has them: `Headers`, an object (Node's own, with lists in it), pairs, or anything with `get`. */
export type WebhookHeaders =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined }

const hasGet = (headers: WebhookHeaders): headers is { get(name: string): string | null | undefined } =>
  'get' in headers && typeof headers.get === 'function'

export function readHeader(headers: WebhookHeaders, name: string): string {
  const value = hasGet(headers) ? headers.get(name) : find(headers, name)
  if (typeof value === 'string' && value !== '') return value
  throw new WebhookVerificationError('header_missing', `The request has no header "${name}"`)
}

function find(headers: Exclude<WebhookHeaders, { get(name: string): unknown }>, name: string): string | undefined {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers)
  const values = entries.filter(([key]) => key.toLowerCase() === name).flatMap(([, value]) => value ?? [])
  // Signatures may be spread over several headers.
  return values.join(' ')
}

import createClient, { type Client } from 'openapi-fetch'
import { ColdframeError } from './errors.ts'
import type { components, paths } from './generated/openapi.ts'
import { type WaitOptions, waitForOperation } from './wait-for-operation.ts'

export { ColdframeError } from './errors.ts'
export type { WaitOptions } from './wait-for-operation.ts'
export type Schemas = components['schemas']

export interface ColdframeOptions {
  /** `cf_test_…` or `cf_live_…`. */
  apiKey: string
  /** Where the API answers, such as `http://127.0.0.1:3000`. */
  baseUrl: string
  fetch?: typeof globalThis.fetch
}

export interface Coldframe extends Client<paths> {
  /** The operation once it has ended; throws a ColdframeError when it failed or was cancelled. */
  waitForOperation(id: string, options?: WaitOptions): Promise<Schemas['Operation']>
}

/**
 * A client with a method per HTTP method and a type per path, printed from the OpenAPI document:
 * `await client.GET('/v1/domains/{id}', { params: { path: { id } } })`.
 */
export function createColdframe({ apiKey, baseUrl, fetch = globalThis.fetch }: ColdframeOptions): Coldframe {
  const client = createClient<paths>({ baseUrl, fetch, headers: { authorization: `Bearer ${apiKey}` } })
  return Object.assign(client, {
    waitForOperation: (id: string, options?: WaitOptions) => waitForOperation(client, id, options),
  })
}

/** The data of an answer, or a ColdframeError with the problem that the API described. */
export function unwrap<Data>(answer: { data?: Data; error?: unknown; response: Response }): Data {
  if (answer.data !== undefined) return answer.data
  throw new ColdframeError(answer.response, answer.error)
}

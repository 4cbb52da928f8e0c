import type { Step } from './scenario.ts'

export interface Outcome {
  status: number
  type: string | null
  body: unknown
}

export async function send(baseUrl: string, apiKey: string, { method, path, body }: Step): Promise<Outcome> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { 'x-api-key': apiKey, accept: 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  const type = response.headers.get('content-type')?.replace(/;.*/, '') ?? null
  return { status: response.status, type, body: text === '' ? null : JSON.parse(text) }
}

/** Leaves out what may differ: dates, the order of record sets, and the parser's own words about bad contents. */
export function comparable({ status, type, body }: Outcome): Outcome {
  const text = JSON.stringify(body, sortSets)
    .replace(/"modified_at":\d+/g, '"modified_at":0')
    .replace(/(try 'pdnsutil check-zone'\)): (?:[^"\\]|\\.)*/g, '$1')
  return { status, type: body === null ? null : type, body: JSON.parse(text) }
}

function sortSets(key: string, value: unknown) {
  if (key !== 'rrsets' || !Array.isArray(value)) return value
  return value.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
}

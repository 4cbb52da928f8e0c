import type { ServerResponse } from 'node:http'

/** What becomes of a request. */
type Reply = (response: ServerResponse) => void

export interface Trouble {
  name: string
  /** Of the first request; the others get what `after` says. */
  first: Reply
  after: Reply
  /** The status of its answer, where what went wrong was one. */
  status?: number
}

const json =
  (status: number, headers: Record<string, string> = {}, code = 'trouble'): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/problem+json', 'x-request-id': 'req-1', ...headers })
      .end(JSON.stringify({ status, code, title: code, detail: code, message: code, error: { message: code } }))

const html =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', 'x-request-id': 'req-1' }).end('<html>A proxy</html>')

const time = '2026-03-01T00:00:00Z'
/** A thing that each of the packages takes for its own. */
const thing = { id: 'x_1', object: 'thing', name: 'x', createdAt: time, updatedAt: time, metadata: {} }

const success: Reply = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req-1' })
    .end(JSON.stringify({ ...thing, data: [], choices: [], success: true, errors: [], messages: [], result: thing }))

const empty: Reply = (response) =>
  response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req-1' }).end()
const reset: Reply = (response) => response.socket?.resetAndDestroy()
const hang: Reply = () => {}

const inProgress = json(409, {}, 'idempotency_key_in_progress')

export const troubles = {
  key: { name: 'Idempotency-Key by itself, kept', first: json(503), after: success },
  unavailable: { name: '503 then 200', first: json(503), after: success },
  limited: { name: '429 Retry-After: 1', first: json(429, { 'retry-after': '1' }), after: success },
  limitedLong: {
    name: '429 Retry-After: 3600',
    first: json(429, { 'retry-after': '3600' }),
    after: success,
    status: 429,
  },
  conflict: { name: '409 (twin at work) then 200', first: inProgress, after: success },
  badHtml: { name: '400 with HTML', first: html(400), after: html(400), status: 400 },
  gatewayHtml: { name: '502 with HTML', first: html(502), after: html(502), status: 502 },
  empty: { name: '200 with empty body', first: empty, after: empty, status: 200 },
  reset: { name: 'socket reset then 200', first: reset, after: success },
  hang: { name: 'first attempt hangs', first: hang, after: success },
} satisfies Record<string, Trouble>

export type TroubleName = keyof typeof troubles

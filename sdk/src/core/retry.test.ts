import t from 'tap'
import { ColdframeError, ConnectionError, TimeoutError } from '../errors.ts'
import { isWorthRetrying, parseRetryAfter, retryDelayMs } from './retry.ts'

const now = Date.parse('2026-03-01T00:00:00Z')

t.test('Retry-After is read as seconds and as a date, and nothing else', async (t) => {
  const cases: [string | null, number | null][] = [
    ['3', 3],
    [' 0 ', 0],
    ['Sun, 01 Mar 2026 00:00:30 GMT', 30],
    ['Sunday, 01-Mar-26 00:01:00 GMT', 60],
    ['Sat, 28 Feb 2026 00:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    [null, null],
  ]
  for (const [header, expected] of cases) t.equal(parseRetryAfter(header, now), expected, `${header}`)
})

t.test('the wait is anything up to a bound that doubles, and 8 s at most', async (t) => {
  const error = new ConnectionError('', { code: 'connection_failed' })
  t.same(
    [0, 1, 2, 3, 4, 9].map((attempt) => retryDelayMs(error, attempt, 1)),
    [500, 1_000, 2_000, 4_000, 8_000, 8_000],
  )
  t.equal(retryDelayMs(error, 3, 0), 0)
  t.equal(retryDelayMs(error, 3, 0.25), 1_000)
})

t.test('a wait that is asked for is kept, up to a minute', async (t) => {
  const asking = (retryAfter: number) => new ColdframeError('', { code: 'x', status: 429, retryAfter })
  t.equal(retryDelayMs(asking(60), 0, 0), 60_000)
  t.equal(retryDelayMs(asking(0), 0, 1), 0)
  t.equal(retryDelayMs(asking(61), 0, 0), null)
})

t.test('only what may end otherwise is tried again', async (t) => {
  const answer = (status: number, code = 'x') => isWorthRetrying(new ColdframeError('', { code, status }))
  t.same(
    [408, 429, 500, 502, 503, 504].filter((status) => !answer(status)),
    [],
  )
  t.same(
    [400, 401, 402, 403, 404, 409, 412, 413, 422, 200].filter((status) => answer(status)),
    [],
  )
  t.ok(answer(409, 'idempotency_key_in_progress'))
  t.ok(isWorthRetrying(new ConnectionError('', { code: 'connection_failed' })))
  t.ok(isWorthRetrying(new TimeoutError('', { code: 'timed_out' })))
})

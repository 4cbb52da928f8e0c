import t from 'tap'
import { parseRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

t.test('seconds, decimals and dates become milliseconds', async (t) => {
  t.equal(parseRetryAfter('57', now), 57_000)
  t.equal(parseRetryAfter('2.5', now), 2500)
  t.equal(parseRetryAfter('Sun, 01 Mar 2026 12:01:30 GMT', now), 90_000)
})

t.test('no wait is shorter than a second', async (t) => {
  for (const value of ['0', '0.249', '-3', 'Sun, 01 Mar 2026 11:00:00 GMT']) t.equal(parseRetryAfter(value, now), 1000)
})

t.test('what says nothing is no wait', async (t) => {
  for (const value of [null, undefined, '', ' ', 'soon']) t.equal(parseRetryAfter(value, now), undefined)
})

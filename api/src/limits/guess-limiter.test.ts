import t from 'tap'
import { createGuessLimiter, networkOf } from './guess-limiter.ts'

t.test('an address with too many wrong keys waits until its window ends', async (t) => {
  let now = 0
  const limiter = createGuessLimiter({ policy: { limit: 2, windowMs: 1_000 }, now: () => now })
  limiter.noteFailure('192.0.2.1')
  t.equal(limiter.waitOf('192.0.2.1', 'guess'), null)
  now = 400
  limiter.noteFailure('192.0.2.1')
  t.equal(limiter.waitOf('192.0.2.1', 'guess'), 600)
  t.equal(limiter.waitOf('192.0.2.2', 'guess'), null, 'others do not')
  now = 1_000
  t.equal(limiter.waitOf('192.0.2.1', 'guess'), null)
})

t.test('a key that has worked here is let in all the same, until it is refused', async (t) => {
  const limiter = createGuessLimiter({ policy: { limit: 1, windowMs: 1_000 }, now: () => 0 })
  limiter.noteSuccess('good')
  limiter.noteFailure('192.0.2.1')
  t.equal(limiter.waitOf('192.0.2.1', 'good'), null)
  limiter.noteRefusal('good')
  t.equal(limiter.waitOf('192.0.2.1', 'good'), 1_000)
})

t.test('addresses of one IPv6 network, and the two spellings of an IPv4 address, are one', async (t) => {
  t.equal(networkOf('2001:db8:0:1::5'), networkOf('2001:db8::1:ffff:0:0:7'))
  t.equal(networkOf('::1'), networkOf('0:0:0:0:0:0:0:2'))
  t.not(networkOf('2001:db8:0:1::5'), networkOf('2001:db8:0:2::5'))
  t.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64')
  t.equal(networkOf('::ffff:192.0.2.1'), '192.0.2.1')
})

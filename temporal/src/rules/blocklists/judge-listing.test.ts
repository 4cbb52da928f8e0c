import t from 'tap'
import { entryOf, questionOf } from './blocklist.ts'
import { defaultBlocklists } from './default-lists.ts'
import { judgeListing, type ListAnswer } from './judge-listing.ts'

const lists = new Map(defaultBlocklists(undefined).map((list) => [list.name, list]))
const none: ListAnswer = { outcome: 'none' }
const answer = (...addresses: string[]): ListAnswer => ({ outcome: 'answered', addresses })
const canaries: Record<string, string> = {
  dbl: '127.0.1.2',
  surbl: '127.0.0.254',
  uribl: '127.0.0.14',
  zen: '127.0.0.2',
}

/** As a resolver that the list answers would see it. */
function judge(name: string, subject: ListAnswer, change: { canary?: ListAnswer; negativeCanary?: ListAnswer } = {}) {
  const list = lists.get(name)
  if (!list) throw new Error(name)
  return judgeListing(list, { subject, canary: answer(canaries[name] ?? ''), negativeCanary: none, ...change })
}

t.test('codes of the lists', async (t) => {
  const table: [list: string, addresses: string[], state: string][] = [
    ['dbl', ['127.0.1.2'], 'listed'],
    ['dbl', ['127.0.1.106'], 'listed'],
    ['dbl', ['127.0.1.255'], 'unknown'],
    ['dbl', ['127.0.1.3'], 'unknown'],
    ['dbl', ['127.255.255.254'], 'unknown'],
    ['surbl', ['127.0.0.8'], 'listed'],
    ['surbl', ['127.0.0.216'], 'listed'],
    ['surbl', ['127.0.0.2'], 'unknown'],
    ['surbl', ['127.0.0.1'], 'unknown'],
    ['uribl', ['127.0.0.2'], 'listed'],
    ['uribl', ['127.0.0.6'], 'listed'],
    ['uribl', ['127.0.0.4'], 'clear'],
    ['uribl', ['127.0.0.8'], 'clear'],
    ['uribl', ['127.0.0.1'], 'unknown'],
    ['zen', ['127.0.0.4', '127.0.0.11'], 'listed'],
    ['zen', ['127.0.0.30'], 'listed'],
    ['zen', ['127.0.0.1'], 'unknown'],
    ['zen', ['127.255.255.252'], 'unknown'],
    ['zen', ['127.255.255.255'], 'unknown'],
    ['zen', ['127.255.255.7'], 'unknown'],
    ['zen', ['203.0.113.80'], 'unknown'],
  ]
  for (const [list, addresses, state] of table)
    t.equal(judge(list, answer(...addresses)).state, state, `${list} ${addresses}`)
})

t.test('a grey listing is told and is none', async (t) => {
  t.match(judge('uribl', answer('127.0.0.4')), { state: 'clear', code: '127.0.0.4', text: /grey/ })
})

t.test('clear needs both canaries', async (t) => {
  t.equal(judge('dbl', none).state, 'clear')
  t.equal(judge('dbl', none, { canary: none }).state, 'unknown')
  t.equal(judge('dbl', none, { canary: { outcome: 'failed', reason: 'ETIMEOUT' } }).state, 'unknown')
  t.equal(judge('dbl', none, { canary: answer('127.255.255.254') }).state, 'unknown')
  t.equal(judge('dbl', none, { negativeCanary: answer('127.0.1.2') }).state, 'unknown')
  t.equal(judge('dbl', none, { negativeCanary: { outcome: 'failed', reason: 'ESERVFAIL' } }).state, 'unknown')
})

t.test('listed needs the entry that is never there', async (t) => {
  t.equal(judge('dbl', answer('127.0.1.2'), { canary: none }).state, 'listed')
  t.equal(judge('dbl', answer('127.0.1.2'), { negativeCanary: answer('127.0.1.2') }).state, 'unknown')
})

t.test('questions are whole names, addresses backwards', async (t) => {
  t.equal(questionOf({ kind: 'domain', zone: 'dbl.spamhaus.org' }, 'Getacme.com'), 'getacme.com.dbl.spamhaus.org.')
  t.equal(questionOf({ kind: 'ip', zone: 'zen.spamhaus.org.' }, '192.0.2.99'), '99.2.0.192.zen.spamhaus.org.')
  t.equal(questionOf({ kind: 'ip', zone: 'z' }, '::ffff:192.0.2.99'), '99.2.0.192.z.')
  t.equal(
    questionOf({ kind: 'ip', zone: 'z' }, '2001:db8::1'),
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.z.',
  )
  t.equal(entryOf({ kind: 'domain' }, 'mail.getacme.co.uk'), 'getacme.co.uk')
})

t.test('with a key Spamhaus is asked at its query service', async (t) => {
  const zones = defaultBlocklists('key').map(({ zone }) => zone)
  t.strictSame(zones, ['key.dbl.dq.spamhaus.net', 'multi.surbl.org', 'multi.uribl.com', 'key.zen.dq.spamhaus.net'])
})

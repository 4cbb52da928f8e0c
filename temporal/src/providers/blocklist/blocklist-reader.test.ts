import t from 'tap'
import { defaultBlocklists } from '../../rules/blocklists/default-lists.ts'
import { type ConfiguredBlocklist, CustomBlocklists } from './blocklist-config.ts'
import { createBlocklistReader } from './blocklist-reader.ts'
import { startRbldnsd } from './rbldnsd-fixture.ts'

const listText = 'https://www.spamhaus.org/query/domain/$'

/** Lists in the form that their owners publish them. */
const zones = {
  'dbl.spamhaus.org': {
    type: 'dnset' as const,
    lines: [
      `:127.0.1.2:${listText}`,
      'dbltest.com',
      'burned.com',
      ':127.0.1.102:Abused',
      'abused.com',
      ':127.0.1.255:No',
      'number.com',
    ],
  },
  'multi.surbl.org': {
    type: 'dnset' as const,
    lines: [':127.0.0.254:All', 'test.surbl.org', ':127.0.0.72:PH and ABUSE', 'burned.com'],
  },
  // An operator's resolver that URIBL refuses: every name has the same answer.
  'multi.uribl.com': {
    type: 'dnset' as const,
    lines: [':127.0.0.1:Query Refused. See http://uribl.com/refused.shtml', '.com', '.invalid', 'invalid'],
  },
  'zen.spamhaus.org': {
    type: 'ip4set' as const,
    lines: [':127.0.0.2:SBL', '127.0.0.2', '203.0.113.7', ':127.0.0.10:PBL', '203.0.113.8'],
  },
  // What a public resolver gets: nothing at all.
  'silent.test': { type: 'dnset' as const, lines: ['test', 'burned.com'], toUs: 'empty' as const },
  'everything.test': { type: 'dnset' as const, lines: ['.com', 'test', 'invalid'] },
  'refused.test': { type: 'dnset' as const, lines: ['test', 'burned.com'], toUs: 'refuse' as const },
  'six.test': { type: 'ip6trie' as const, lines: [':127.0.0.2:Listed', '2001:db8:1::/48'] },
}

const custom = (lists: unknown): ConfiguredBlocklist[] => CustomBlocklists.parse(lists)

t.test('blocklists as a real rbldnsd serves them', async (t) => {
  const server = await startRbldnsd(zones)
  if (!server) return t.comment('rbldnsd cannot run here: skipped')
  t.teardown(server.stop)
  const own = defaultBlocklists(undefined).map((list) => ({ list, resolver: null }))
  const more = custom([
    { name: 'silent', kind: 'domain', zone: 'silent.test' },
    { name: 'everything', kind: 'domain', zone: 'everything.test' },
    { name: 'refused', kind: 'domain', zone: 'refused.test' },
    { name: 'elsewhere', kind: 'domain', zone: 'silent.test', resolver: '127.0.0.1:9' },
    { name: 'six', kind: 'ip', zone: 'six.test', canary: '2001:db8:1::1', negativeCanary: '2001:db8:2::1' },
  ])
  const reader = createBlocklistReader({ lists: [...own, ...more], resolvers: [server.resolver], timeoutMs: 1_000 })
  const state = async (list: string, subject: string) => (await reader.look(list, subject)).state

  t.test('tells what is listed, with code and reason', async (t) => {
    const listing = await reader.look('dbl', 'burned.com')
    t.match(listing, {
      state: 'listed',
      code: '127.0.1.2',
      text: /low reputation: https:\/\/www\.spamhaus\.org\/query\/domain\/burned\.com/,
    })
    t.match(await reader.look('dbl', 'abused.com'), { state: 'listed', code: '127.0.1.102' })
    t.match(await reader.look('zen', '203.0.113.7'), { state: 'listed', code: '127.0.0.2', text: /SBL/ })
  })

  t.test('reads masks of several lists in one', async (t) => {
    t.match(await reader.look('surbl', 'burned.com'), { state: 'listed', code: '127.0.0.72', text: /phishing; abuse/ })
  })

  t.test('asks for the registered domain', async (t) => t.equal(await state('surbl', 'mail.burned.com'), 'listed'))

  t.test('is clear where the canary is listed and the other is not', async (t) => {
    t.strictSame(await reader.look('dbl', 'sound.com'), { state: 'clear', code: null, text: null })
    t.equal(await state('surbl', 'sound.com'), 'clear')
    t.equal(await state('zen', '198.51.100.1'), 'clear')
  })

  t.test('reads lists of IPv6 addresses', async (t) => {
    t.equal(await state('six', '2001:db8:1::bad'), 'listed')
    t.equal(await state('six', '2001:db8:3::1'), 'clear')
  })

  t.test('never takes a refusal for a listing', async (t) => {
    t.match(await reader.look('uribl', 'sound.com'), { state: 'unknown', code: '127.0.0.1', text: /refuses/ })
    t.match(await reader.look('dbl', 'number.com'), { state: 'unknown', code: '127.0.1.255', text: /refuses/ })
    t.match(await reader.look('refused', 'sound.com'), { state: 'unknown', text: /EREFUSED/ })
  })

  t.test('knows nothing from a resolver to which the list is silent', async (t) => {
    t.match(await reader.look('silent', 'burned.com'), { state: 'unknown', text: /does not see the entry/ })
  })

  t.test('knows nothing from a resolver that says everything is listed', async (t) => {
    t.match(await reader.look('everything', 'sound.com'), { state: 'unknown', text: /everything is listed/ })
  })

  t.test('knows nothing where nobody answers, and tells no zone', async (t) => {
    const listing = await reader.look('elsewhere', 'sound.com')
    t.equal(listing.state, 'unknown')
    t.notMatch(listing.text, /silent\.test/)
  })
})

t.test('a resolver that never answers costs no more than the time given', async (t) => {
  const lists = custom([{ name: 'mute', kind: 'domain', zone: 'mute.test' }])
  const reader = createBlocklistReader({ lists, resolvers: ['192.0.2.1', '192.0.2.2', '192.0.2.3'], timeoutMs: 300 })
  const begin = performance.now()
  t.match(await reader.look('mute', 'sound.com'), { state: 'unknown', text: /No answer/ })
  t.ok(performance.now() - begin < 3_000)
})

t.test('settings of lists that cannot be right are refused', async (t) => {
  const list = { name: 'own', kind: 'domain', zone: 'own.test' }
  t.throws(() => custom([list, list]), /names a list twice/)
  t.throws(() => custom([{ ...list, codes: { '127.0.0.2': 'x' }, bits: { 2: 'y' } }]), /both codes and bits/)
  t.throws(() => custom([{ ...list, bits: { 1: 'refused' } }]), /bits are numbers/)
  t.throws(() => custom([{ ...list, name: 'Not A Name' }]))
})

import t from 'tap'
import { authenticationEvidence, blocklistEvidence } from './evidence-of-outside.ts'

const at = { domainId: 'dom_1', day: '2026-03-01', observedAt: new Date('2026-03-01T06:00:00Z') }
const record = (subject: string, status: 'correct' | 'missing' | 'wrong' | 'unknown') => ({
  ...at,
  subject,
  data: { status },
})
const listing = (subject: string, state: 'listed' | 'clear' | 'unknown') => ({
  ...at,
  subject,
  data: { state, object: 'domain' as const, target: 'acme.com', code: null, text: null },
})

t.test('a list that could not be asked is neither listed nor clean', async (t) => {
  t.same(
    blocklistEvidence([listing('dbl', 'listed'), listing('surbl', 'clear'), listing('uribl', 'unknown')]).map(
      ({ answer }) => answer,
    ),
    ['listed', 'clean', 'unknown'],
  )
})

t.test('a record that is missing fails, one that nobody could ask for says nothing', async (t) => {
  const dns = [record('spf', 'correct'), record('dkim', 'missing'), record('dmarc', 'unknown')]
  t.same(authenticationEvidence(dns, undefined), [{ spf: 'pass', dkim: 'fail', dmarc: 'unknown' }])
})

t.test('reports speak for a day only when they are of enough mail', async (t) => {
  t.same(authenticationEvidence([], { messages: 19, passed: 0 }), [])
  t.match(authenticationEvidence([], { messages: 20, passed: 9 }), [{ dmarc: 'fail' }])
  t.match(authenticationEvidence([], { messages: 20, passed: 10 }), [{ dmarc: 'pass' }])
})

t.test('without a look and without a report there is no evidence', async (t) => {
  t.same(authenticationEvidence([], undefined), [])
})

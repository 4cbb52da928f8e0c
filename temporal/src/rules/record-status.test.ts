import t from 'tap'
import { judgeRecord } from './record-status.ts'

const spf = { purpose: 'spf', type: 'TXT', name: 'acme.com', wanted: 'v=spf1 include:a.example -all' } as const
const mx = { purpose: 'mx', type: 'MX', name: 'acme.com', wanted: '0 mx.example' } as const
const answered = (...values: string[]) => ({ outcome: 'answered' as const, values, server: '192.0.2.1' })

t.test('a server that cannot be asked makes the record unknown, neither missing nor right', async (t) => {
  const judged = judgeRecord(spf, { outcome: 'failed', reason: 'all name servers timed out' })
  t.equal(judged.status, 'unknown')
  t.match(judged.explanation, /timed out/)
})

t.test('a missing record says what to publish', async (t) => {
  const judged = judgeRecord(spf, { outcome: 'missing', server: '192.0.2.1' })
  t.equal(judged.status, 'missing')
  t.match(judged.explanation, spf.wanted)
})

t.test('other texts at the name do not matter, a second SPF record does', async (t) => {
  t.equal(judgeRecord(spf, answered('google-site-verification=1', spf.wanted)).status, 'correct')
  const judged = judgeRecord(spf, answered(spf.wanted, 'v=spf1 -all'))
  t.equal(judged.status, 'wrong')
  t.match(judged.explanation, /v=spf1 -all/)
  t.equal(judgeRecord(spf, answered('v=spf1 -all')).status, 'wrong')
  t.equal(judgeRecord(spf, answered('v=spf10')).status, 'missing')
})

t.test('host names compare without case and final dot, texts to the letter', async (t) => {
  t.equal(judgeRecord(mx, answered('0 MX.EXAMPLE.')).status, 'correct')
  t.equal(judgeRecord(spf, answered(spf.wanted.toUpperCase())).status, 'wrong')
})

t.test('a second mail server is wrong: mail could go there', async (t) => {
  t.equal(judgeRecord(mx, answered('0 mx.example', '10 mail.elsewhere.example')).status, 'wrong')
})

import t from 'tap'
import { refusalOfSend, type SendSituation } from './admit-send.ts'

const situation: SendSituation = {
  verdict: 'healthy',
  isPaused: false,
  limit: { value: 10, used: 9, binding: 'ramp' },
  tenant: { budget: 5_000, usedInLast24Hours: 4_999 },
  recipients: 1,
}

t.test('the last message goes, the next one does not', async (t) => {
  t.equal(refusalOfSend(situation), null)
  t.equal(refusalOfSend({ ...situation, limit: { value: 10, used: 10, binding: 'domain_ramp' } }), 'domain_ramp')
  t.equal(refusalOfSend({ ...situation, tenant: { budget: 5_000, usedInLast24Hours: 5_000 } }), 'tenant_budget')
})

t.test('a target that was cut at noon stops the afternoon', async (t) => {
  t.equal(refusalOfSend({ ...situation, limit: { value: 5, used: 6, binding: 'watch' } }), 'watch')
})

t.test('each recipient counts', async (t) => {
  t.equal(refusalOfSend({ ...situation, recipients: 2 }), 'ramp')
})

t.test('a person, a worn and a burned domain stop it at once', async (t) => {
  t.equal(refusalOfSend({ ...situation, isPaused: true }), 'paused')
  t.equal(refusalOfSend({ ...situation, verdict: 'worn' }), 'worn')
  t.equal(refusalOfSend({ ...situation, verdict: 'burned' }), 'burned')
  t.equal(refusalOfSend({ ...situation, verdict: 'watch' }), null)
})

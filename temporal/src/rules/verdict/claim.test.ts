import t from 'tap'
import { claimOf } from './claim.ts'
import type { Finding } from './finding.ts'

const spam: Finding = {
  family: 'placement',
  subject: 'google',
  value: 0.45,
  interval: null,
  threshold: 0.35,
  sampleSize: 200,
  effectiveSize: 60,
  window: { fromDay: 30, toDay: 33 },
  conclusion: 'confirmed',
  score: 11,
}
const healthOf = (findings: Finding[], wasFalling = false) => claimOf(findings, null, wasFalling).health

t.test('what persists burns where something broke, and is watched where placement was falling before', async (t) => {
  t.equal(healthOf([spam]), 'burned')
  t.equal(healthOf([spam], true), 'watch')
})

t.test('what is worn through is burned however it came to that, but not on the word of few messages', async (t) => {
  t.equal(healthOf([{ ...spam, value: 0.8 }], true), 'burned')
  t.equal(healthOf([{ ...spam, value: 0.8, effectiveSize: 6 }], true), 'watch')
})

t.test(
  'two families agree about one provider sooner than about two, and not on breaks of different weeks',
  async (t) => {
    const suspicious: Finding = { ...spam, conclusion: 'suspicious', score: 3.6 }
    const refused: Finding = { ...suspicious, family: 'reputation_bounces', value: 0.03 }
    t.equal(healthOf([suspicious, refused]), 'burned')
    t.not(healthOf([suspicious, { ...refused, subject: 'microsoft' }]), 'burned')
    t.not(healthOf([suspicious, { ...refused, window: { fromDay: 20, toDay: 33 } }]), 'burned')
    t.equal(healthOf([suspicious, { ...refused, subject: 'microsoft', conclusion: 'alarm', score: 8 }]), 'burned')
  },
)

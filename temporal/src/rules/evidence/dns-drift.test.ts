import type { RecordStatus } from '@coldframe/db'
import t from 'tap'
import { driftOf, type PurposeStatus, worstByPurpose } from './dns-drift.ts'

const seen = (purpose: PurposeStatus['purpose'], status: RecordStatus): PurposeStatus => ({
  purpose,
  status,
  explanation: null,
})
const before = (statuses: Partial<Record<PurposeStatus['purpose'], RecordStatus>>) => new Map(Object.entries(statuses))
const names = (list: PurposeStatus[]) => list.map(({ purpose }) => purpose)

t.test('of several records of a purpose the worst counts', async (t) => {
  const worst = worstByPurpose([seen('dkim', 'correct'), seen('spf', 'unknown'), seen('dkim', 'missing')])
  t.match(worst, [
    { purpose: 'dkim', status: 'missing' },
    { purpose: 'spf', status: 'unknown' },
  ])
})

t.test('drift is told once', async (t) => {
  t.same(names(driftOf(before({}), [seen('spf', 'missing')]).drifted), ['spf'])
  t.same(names(driftOf(before({ spf: 'correct' }), [seen('spf', 'wrong')]).drifted), ['spf'])
  t.same(names(driftOf(before({ spf: 'missing' }), [seen('spf', 'wrong')]).drifted), [])
})

t.test('what nobody could be asked about has not drifted', async (t) => {
  const drift = driftOf(before({ spf: 'correct', dkim: 'missing' }), [seen('spf', 'unknown'), seen('dkim', 'unknown')])
  t.same(drift, { drifted: [], restored: [] })
})

t.test('all is restored when nothing is known to be bad any more', async (t) => {
  const bad = before({ spf: 'missing', dkim: 'wrong', mx: 'correct' })
  t.same(names(driftOf(bad, [seen('spf', 'correct'), seen('dkim', 'wrong')]).restored), [])
  t.same(names(driftOf(bad, [seen('spf', 'correct'), seen('dkim', 'unknown')]).restored), [])
  t.same(names(driftOf(bad, [seen('spf', 'correct'), seen('dkim', 'correct'), seen('mx', 'unknown')]).restored), [
    'spf',
    'dkim',
  ])
  t.same(driftOf(before({ spf: 'correct' }), [seen('spf', 'correct')]).restored, [])
})

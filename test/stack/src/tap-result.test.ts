import t from 'tap'
import { describeTapResult, parseTapResult } from './tap-result.ts'

t.test('the last summary at the left edge is the one that counts', async (t) => {
  const output = '    # { total: 1, pass: 1 }\n# { total: 7, pass: 3, fail: 1, skip: 2, todo: 1 }\n# time=3ms\n'
  t.same(parseTapResult(output), { passed: 3, failed: 1, skipped: 3 })
})

t.test('output without a summary has no result', async (t) => {
  t.equal(parseTapResult('ok 1 - looks fine\n'), null)
})

t.test('skipped ones are named only when there are some', async (t) => {
  t.equal(describeTapResult({ passed: 4, failed: 0, skipped: 0 }), '4 passed, 0 failed')
  t.equal(describeTapResult({ passed: 4, failed: 1, skipped: 2 }), '4 passed, 1 failed, 2 skipped')
})

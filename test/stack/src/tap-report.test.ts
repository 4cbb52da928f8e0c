import t from 'tap'
import { createTapReport } from './tap-report.ts'

const file = (name: string, inner: string, result: string) => [`# Subtest: ${name}`, `    ${inner}`, result]

t.test('a file that passed is one line, a file that failed is told in full', async (t) => {
  let written = ''
  const report = createTapReport((text) => {
    written += text
  })
  const lines = [
    'TAP version 14',
    ...file('a.test.ts', 'ok 1 - fine', 'ok 1 - a.test.ts # time=5ms'),
    ...file('b.test.ts', 'not ok 1 - wrong', 'not ok 2 - b.test.ts # time=6ms'),
    '  ---',
    ...file('c.test.ts', 'ok 1 - fine', 'ok 3 - c.test.ts # time=7ms'),
  ]
  for (const line of lines) report(line)
  const told = '# Subtest: b.test.ts\n    not ok 1 - wrong\nnot ok 2 - b.test.ts # time=6ms\n'
  t.equal(written, `ok   a.test.ts (5ms)\n${told}FAIL b.test.ts (6ms)\nok   c.test.ts (7ms)\n`)
})

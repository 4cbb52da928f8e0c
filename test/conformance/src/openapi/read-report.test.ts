import t from 'tap'
import { readReport } from './read-report.ts'

const summary = (more: object = {}) =>
  JSON.stringify({
    operations: { tested: 2 },
    test_cases: { generated: 4, unique_failures: 1 },
    errors: [],
    complete: true,
    ...more,
  })

const scenario = (answers: [string, number | null][]) =>
  JSON.stringify({
    ScenarioFinished: {
      recorder: {
        cases: Object.fromEntries(answers.map(([path], id) => [id, { value: { method: 'GET', path } }])),
        interactions: Object.fromEntries(
          answers.map(([, status], id) => [id, { response: status === null ? null : { status_code: status } }]),
        ),
      },
    },
  })

const operations = ['GET /domains', 'GET /mailboxes']

t.test('cases are counted by operation, over all scenarios', async (t) => {
  const events = [
    '{"Initialize":{}}',
    scenario([
      ['/domains', 200],
      ['/domains', 404],
    ]),
    '{"ScenarioFinished":{"recorder":{"label":"skipped"}}}',
    scenario([
      ['/domains', 503],
      ['/mailboxes', null],
    ]),
    '',
  ].join('\n')
  t.match(readReport(summary(), events, operations), {
    operationsTested: 2,
    cases: 4,
    failures: 1,
    errors: 0,
    leastTried: { operation: 'GET /mailboxes', cases: 1 },
    neverAnswered: ['GET /mailboxes'],
    serverErrors: 1,
  })
})

t.test('an operation that was not asked at all is one with no cases', async (t) => {
  const events = scenario([['/domains', 200]])
  t.match(readReport(summary(), events, operations), {
    leastTried: { operation: 'GET /mailboxes', cases: 0 },
    neverAnswered: ['GET /mailboxes'],
  })
})

t.test('a run that did not come to its end proves nothing', async (t) => {
  t.throws(() => readReport(summary({ complete: false }), '', operations), /before its end/)
})

import t from 'tap'
import { describeTrial, isAsItShould, statusOf } from './judge.ts'

t.test('a status is found under each of its names', async (t) => {
  t.same([{ status: 400 }, { statusCode: 402 }, { code: 409 }, { code: 'x' }, null, { code: 7 }].map(statusOf), [
    400,
    402,
    409,
    null,
    null,
    null,
  ])
})

t.test('a key must be there, and stay', async (t) => {
  const judge = (...keys: (string | undefined)[]) => isAsItShould('key', { keys, seconds: 0, outcome: { value: {} } })
  t.same([judge('a', 'a'), judge('a', 'b'), judge(undefined, undefined), judge('a')], [true, false, false, false])
})

t.test('a long wait is to be told, with how long it is', async (t) => {
  const judge = (outcome: object | null) => isAsItShould('limitedLong', { keys: ['a'], seconds: 0, outcome })
  t.ok(judge({ thrown: { status: 429, retryAfter: 3_600 } }))
  t.ok(judge({ error: { statusCode: 429, headers: new Headers({ 'retry-after': '3600' }) } }))
  t.notOk(judge({ thrown: { status: 429 } }), 'it does not tell')
  t.notOk(judge({ value: {} }), 'it did not wait')
  t.notOk(judge(null), 'it waits still')
})

t.test('a bare error of the platform is no answer', async (t) => {
  const judge = (thrown: unknown) => isAsItShould('empty', { keys: ['a'], seconds: 0, outcome: { thrown } })
  t.notOk(judge(Object.assign(new SyntaxError('x'), { status: 200 })))
  t.ok(judge(Object.assign(new Error('x'), { status: 200 })))
})

t.test('a trial is described in a few words', async (t) => {
  const trial = { keys: ['a', 'a'], seconds: 1.04, outcome: { value: {} } }
  t.equal(describeTrial('reset', trial), '2 req 1.0 s, ok')
  t.equal(describeTrial('hang', { ...trial, outcome: null }), '2 req 1.0 s, still waits')
  t.equal(describeTrial('badHtml', { ...trial, outcome: { thrown: new SyntaxError('x') } }), '2 req 1.0 s, SyntaxError')
  t.equal(describeTrial('key', trial), 'yes')
})

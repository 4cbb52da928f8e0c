import t from 'tap'
import type { Step } from './api-shapes.ts'
import { stepChanges, stepTable } from './step-lines.ts'

const now = Date.parse('2026-01-01T00:00:10Z')
const step = { name: 'create_tenant', startedAt: '2026-01-01T00:00:00Z' }
const operation = (...steps: Step[]) => ({ id: 'op_1', status: 'running', steps })

t.test('a running step counts on, a finished one keeps its time', async (t) => {
  const finished = { ...step, status: 'succeeded', finishedAt: '2026-01-01T00:00:02.500Z' }
  t.same(stepTable(operation({ ...step, status: 'running' }, finished), now), [
    '  … create_tenant            10.0 s',
    '  ✓ create_tenant             2.5 s',
  ])
})

t.test('a step that waits says for what, a step that is done does not', async (t) => {
  const waits = { ...step, status: 'waiting', message: 'the relationship takes minutes' }
  t.match(stepTable(operation(waits), now)[0], /10\.0 s {2}the relationship takes minutes$/)
  t.same(stepChanges(null, operation(waits), now), ['… create_tenant waiting  the relationship takes minutes'])
})

t.test('steps that have not begun and steps that did not change are not told', async (t) => {
  const before = operation({ ...step, status: 'running' }, { ...step, name: 'enable_dkim', status: 'pending' })
  t.same(stepChanges(before, before, now), [])
})

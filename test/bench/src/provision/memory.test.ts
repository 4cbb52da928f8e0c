import { existsSync } from 'node:fs'
import t from 'tap'
import { descendants, residentMiB } from './memory.ts'

const process_ = (pid: number, parent: number) => ({ pid, parent, residentKiB: 1 })

t.test('a tree holds children and grandchildren, and nothing beside it', async (t) => {
  const processes = [process_(9, 1), process_(4, 3), process_(3, 2), process_(2, 1), process_(5, 9)]
  t.same(
    descendants(processes, [2]).map(({ pid }) => pid),
    [4, 3, 2],
  )
})

t.test('this process has memory', { skip: existsSync('/proc/self/status') ? false : 'no /proc' }, async (t) => {
  t.ok((residentMiB([process.pid]) ?? 0) > 10)
})

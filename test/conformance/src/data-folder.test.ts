import path from 'node:path'
import t from 'tap'
import { findDataFolder } from './data-folder.ts'

t.test('a folder that is named is taken as it is, or as the one that holds the suite', async (t) => {
  const data = t.testdir({ spf: {} })
  const own = path.join(data, 'spf')
  t.same(findDataFolder(['--data', own], 'spf'), { folder: own, exists: true })
  t.same(findDataFolder(['--data', data], 'spf'), { folder: own, exists: true })
})

t.test('a folder that is named and not there is a mistake', async (t) => {
  t.throws(() => findDataFolder(['--data', path.join(t.testdir(), 'nothing')], 'spf'), /There is no/)
  t.throws(() => findDataFolder(['--dta', 'x'], 'spf'), /Unknown option/)
})

t.test('a suite that is not delivered with the project may be missing', async (t) => {
  t.match(findDataFolder([], 'no-such-suite'), { exists: false })
})

import { cpSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { openStore } from './store.ts'

t.test('what was set is there after a new start, what was deleted is not', async (t) => {
  const folder = t.testdir()
  const first = openStore(path.join(folder, 'alive', 'world.sqlite'))
  const things = first.collection<{ colour: string }>('things')
  things.set('z', { colour: 'red' })
  things.set('b', { colour: 'blue' })
  things.set('a', { colour: 'yellow' })
  things.set('z', { colour: 'green' })
  first.collection('others').set('a', 1)
  t.ok(things.delete('b'))
  t.notOk(things.delete('b'))
  // A process that is killed closes nothing, and leaves the files as they are at that moment.
  cpSync(path.join(folder, 'alive'), path.join(folder, 'killed'), { recursive: true })
  const second = openStore(path.join(folder, 'killed', 'world.sqlite'))
  t.teardown(() => [first, second].map((store) => store.close()))
  const again = second.collection<{ colour: string }>('things')
  t.same([...again.values()], [{ colour: 'green' }, { colour: 'yellow' }], 'in the order in which they came')
  t.equal(again.size, 2)
  t.equal(again.get('b'), undefined)
})

t.test('a collection is one, however often it is opened', async (t) => {
  const store = openStore(':memory:')
  t.teardown(store.close)
  store.collection('things').set('a', 1)
  t.equal(store.collection('things').get('a'), 1)
  const kept = store.collection('things')
  store.clear()
  t.equal(kept.size, 0)
  kept.set('b', 2)
  t.equal(store.collection('things').get('b'), 2)
})

t.test('writes of 2000 mailboxes take seconds at most', async (t) => {
  const store = openStore(path.join(t.testdir(), 'world.sqlite'))
  t.teardown(store.close)
  const mailboxes = store.collection<{ name: string; text: string }>('mailboxes')
  const before = performance.now()
  for (let round = 0; round < 10; round++) {
    for (let index = 0; index < 2_000; index++) mailboxes.set(`m${index}`, { name: `m${index}`, text: 'x'.repeat(500) })
  }
  const tookMs = performance.now() - before
  t.comment(`20,000 writes in ${Math.round(tookMs)} ms`)
  t.ok(tookMs < 10_000)
})

t.test('a kill leaves all of an atomic change or nothing', async (t) => {
  const folder = t.testdir()
  const store = openStore(path.join(folder, 'alive', 'world.sqlite'))
  t.teardown(store.close)
  const things = store.collection('things')
  const valuesAfterKill = (copy: string) => {
    cpSync(path.join(folder, 'alive'), path.join(folder, copy), { recursive: true })
    const survivor = openStore(path.join(folder, copy, 'world.sqlite'))
    const values = [...survivor.collection('things').values()]
    survivor.close()
    return values
  }
  things.set('a', 1)
  store.atomically(() => {
    things.set('b', 2)
    store.atomically(() => things.set('c', 3))
    t.same(valuesAfterKill('half-way'), [1])
  })
  t.same(valuesAfterKill('done'), [1, 2, 3])
  const failing = () => {
    things.set('d', 4)
    throw new Error('refused')
  }
  t.throws(() => store.atomically(failing), { message: 'refused' })
  t.same(valuesAfterKill('failed'), [...things.values()], 'memory and file agree')
})

t.test('one world has one process', async (t) => {
  const file = path.join(t.testdir(), 'world.sqlite')
  const store = openStore(file)
  t.throws(() => openStore(file), { message: /does another one use it/ })
  store.close()
  openStore(file).close()
})

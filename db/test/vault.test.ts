import { randomBytes } from 'node:crypto'
import t from 'tap'
import { createVault } from '../src/index.ts'
import { open, seal } from '../src/vault.ts'
import { setUp, skipReason } from './support.ts'

const masterKey = randomBytes(32).toString('base64')

t.test('a sealed value opens with its own key and context only', async (t) => {
  const key = randomBytes(32)
  const sealed = seal(key, Buffer.from('secret'), 'mailbox/mbx_1')
  t.equal(open(key, sealed, 'mailbox/mbx_1').toString(), 'secret')
  t.throws(() => open(key, sealed, 'mailbox/mbx_2'))
  t.throws(() => open(randomBytes(32), sealed, 'mailbox/mbx_1'))
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
  t.throws(() => open(key, sealed, 'mailbox/mbx_1'))
})

t.test('a master key of another length is refused', async (t) => {
  t.throws(() => createVault('c2hvcnQ='), /MASTER_KEY/)
})

t.test('secrets at rest', { skip: skipReason }, async (t) => {
  const { db, owner, stranger } = await setUp(t)
  const vault = createVault(masterKey)

  await t.test('the first secret of a subject stays, and the row does not show it', async (t) => {
    await vault.keep(db, owner, 'mailbox', new Map([['mbx_1', 'first']]))
    await vault.keep(
      db,
      owner,
      'mailbox',
      new Map<string, unknown>([
        ['mbx_1', 'second'],
        ['mbx_2', { user: 'u' }],
      ]),
    )
    const kept = await vault.read(db, owner, 'mailbox', ['mbx_1', 'mbx_2', 'mbx_3'])
    t.same([...kept].sort(), [
      ['mbx_1', 'first'],
      ['mbx_2', { user: 'u' }],
    ])
    const rows = await db.credentials.get(owner, 'mailbox', ['mbx_1'])
    t.notOk(rows[0]?.sealed.includes('first'))
  })

  await t.test('another account reads nothing', async (t) => {
    t.equal((await vault.read(db, stranger, 'mailbox', ['mbx_1'])).size, 0)
  })

  await t.test('two that need the first data key of an account at once get the same', async (t) => {
    const put = (id: string) => vault.keep(db, stranger, 'mailbox', new Map([[id, id]]))
    await Promise.all([put('a'), put('b'), put('c')])
    t.equal((await vault.read(db, stranger, 'mailbox', ['a', 'b', 'c'])).size, 3)
  })

  await t.test('a platform secret is replaced by the next one', async (t) => {
    t.equal(await vault.getPlatformSecret(db, false, 'token'), null)
    await vault.putPlatformSecret(db, false, 'token', 'one')
    await vault.putPlatformSecret(db, false, 'token', 'two')
    t.equal(await vault.getPlatformSecret(db, false, 'token'), 'two')
    t.equal(await vault.getPlatformSecret(db, true, 'token'), null)
  })
})

import { randomBytes } from 'node:crypto'
import t from 'tap'
import {
  createVault,
  keepWebhookSecret,
  newWebhookSecret,
  readWebhookSecrets,
  rollWebhookSecret,
} from '../src/index.ts'
import { insertEndpoint, setUp, skipReason } from './support.ts'

const HOUR_MS = 3_600_000

t.test('secrets of webhook endpoints', { skip: skipReason }, async (t) => {
  const { db, owner, stranger } = await setUp(t)
  const vault = createVault(randomBytes(32).toString('base64'))
  const made = async () => {
    const { id } = await insertEndpoint(db, owner)
    const secret = newWebhookSecret()
    await keepWebhookSecret(vault, db, owner, id, secret)
    return { id, secret }
  }
  const roll = (id: string, previousExpiresAt: Date, as = owner) => {
    const secret = newWebhookSecret()
    return db
      .transaction((tx) => rollWebhookSecret(vault, tx, as, id, secret, previousExpiresAt))
      .then((endpoint) => ({ secret, endpoint }))
  }

  await t.test('are 32 random bytes, and of nobody else', async (t) => {
    const { id, secret } = await made()
    t.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    t.not(newWebhookSecret(), secret)
    t.same(await readWebhookSecrets(vault, db, owner, id), [secret])
    t.same(await readWebhookSecrets(vault, db, stranger, id), [])
  })

  await t.test('after a roll both are valid for as long as was said, the newest first', async (t) => {
    const { id, secret } = await made()
    const later = new Date(Date.now() + HOUR_MS)
    const second = await roll(id, later)
    t.match(second.endpoint, { version: 2, previousSecretExpiresAt: later })
    t.same(await readWebhookSecrets(vault, db, owner, id), [second.secret, secret])
    const third = await roll(id, later)
    t.same(await readWebhookSecrets(vault, db, owner, id), [third.secret, second.secret], 'the first has ended')
    const fourth = await roll(id, new Date())
    t.same(await readWebhookSecrets(vault, db, owner, id), [fourth.secret])
  })

  await t.test('nobody rolls what is not theirs, and they go with their endpoint', async (t) => {
    const { id, secret } = await made()
    t.equal((await roll(id, new Date(), stranger)).endpoint, null)
    t.same(await readWebhookSecrets(vault, db, owner, id), [secret])
    await db.webhookEndpoints.remove(owner, id)
    t.same(await readWebhookSecrets(vault, db, owner, id), [])
  })
})

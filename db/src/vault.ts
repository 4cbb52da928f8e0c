import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Owner } from './owner.ts'
import type { Repositories } from './repositories/index.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/**
 * AES-256-GCM (NIST SP 800-38D): `iv | tag | ciphertext`. `context` is authenticated with it,
 * so that a sealed value moved to another row does not open.
 */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body])
}

/** Throws when the key or the context is another, or when a bit was changed. */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
}

export type Vault = ReturnType<typeof createVault>

/** Seals secrets before they reach the database. `masterKey`: 32 bytes, base64. */
export function createVault(masterKey: string) {
  const master = Buffer.from(masterKey, 'base64')
  if (master.length !== KEY_BYTES) throw new Error('MASTER_KEY must be 32 bytes in base64')

  async function dataKey(db: Repositories, accountId: string): Promise<Buffer> {
    const fresh = seal(master, randomBytes(KEY_BYTES), `data-key/${accountId}`)
    return open(master, await db.credentials.dataKey(accountId, fresh), `data-key/${accountId}`)
  }

  async function read(
    db: Repositories,
    owner: Owner,
    kind: string,
    subjectIds: string[],
  ): Promise<Map<string, unknown>> {
    const key = await dataKey(db, owner.accountId)
    const rows = await db.credentials.get(owner, kind, subjectIds)
    return new Map(
      rows.map(({ subjectId, sealed }) => [
        subjectId,
        JSON.parse(open(key, sealed, `${kind}/${subjectId}`).toString()),
      ]),
    )
  }

  async function sealAll(db: Repositories, owner: Owner, kind: string, secrets: Map<string, unknown>) {
    const key = await dataKey(db, owner.accountId)
    return [...secrets].map(([subjectId, secret]) => ({
      subjectId,
      sealed: seal(key, Buffer.from(JSON.stringify(secret)), `${kind}/${subjectId}`),
    }))
  }

  return {
    /** Seals one JSON value per subject; what is there already stays. */
    async keep(db: Repositories, owner: Owner, kind: string, secrets: Map<string, unknown>): Promise<void> {
      await db.credentials.keep(owner, kind, await sealAll(db, owner, kind, secrets))
    },

    /** The same, in the place of what is there. */
    async replace(db: Repositories, owner: Owner, kind: string, secrets: Map<string, unknown>): Promise<void> {
      await db.credentials.replace(owner, kind, await sealAll(db, owner, kind, secrets))
    },

    /** The JSON values that were kept, by subject. */
    read,

    /** Seals a JSON value for a row that its owner keeps elsewhere; `context` names that row. */
    async seal(db: Repositories, owner: Owner, context: string, value: unknown): Promise<Buffer> {
      return seal(await dataKey(db, owner.accountId), Buffer.from(JSON.stringify(value)), context)
    },

    async open(db: Repositories, owner: Owner, context: string, sealed: Buffer): Promise<unknown> {
      return JSON.parse(open(await dataKey(db, owner.accountId), sealed, context).toString())
    },

    async putPlatformSecret(db: Repositories, livemode: boolean, name: string, secret: string): Promise<void> {
      await db.credentials.putPlatformSecret(livemode, name, seal(master, Buffer.from(secret), `platform/${name}`))
    },

    async getPlatformSecret(db: Repositories, livemode: boolean, name: string): Promise<string | null> {
      const sealed = await db.credentials.getPlatformSecret(livemode, name)
      return sealed && open(master, sealed, `platform/${name}`).toString()
    },
  }
}

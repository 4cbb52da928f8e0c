import type { ApiKey, Db } from '@coldframe/db'
import type { Actor, Logger } from '../context.ts'
import { errors } from '../errors.ts'
import { hashKey, isKey } from './api-key.ts'
import { Scope } from './scopes.ts'

const USE_NOTED_EVERY_MS = 60_000

export interface AuthenticatorDeps {
  db: Db
  clock: () => Date
}

export type Authenticate = (authorization: string | undefined, log: Logger) => Promise<Actor>

/** Tells who asks, by the `Authorization` header. Each request reads the key, so that a revocation works at once. */
export function createAuthenticator({ db, clock }: AuthenticatorDeps): Authenticate {
  async function noteUse(key: ApiKey, now: Date, log: Logger): Promise<void> {
    if (key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < USE_NOTED_EVERY_MS) return
    await db.apiKeys
      .touch(key, key.id, now, USE_NOTED_EVERY_MS)
      .catch((error) => log.warn({ err: error }, 'The use of a key was not noted'))
  }

  return async (authorization, log) => {
    if (!authorization) throw errors.apiKeyMissing()
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    if (!token || !isKey(token)) throw errors.apiKeyInvalid()
    const key = await db.apiKeys.findByHash(hashKey(token))
    if (!key) throw errors.apiKeyInvalid()
    const now = clock()
    if (key.revokedAt) throw errors.apiKeyRevoked()
    if (key.expiresAt && key.expiresAt <= now) throw errors.apiKeyExpired()
    await noteUse(key, now, log)
    return actorOf(key)
  }
}

/** A scope that was given up since means nothing. */
function actorOf({ id, accountId, livemode, scopes }: ApiKey): Actor {
  return {
    keyId: id,
    owner: { accountId, livemode },
    actingAccountId: accountId,
    scopes: scopes.flatMap((scope) => Scope.safeParse(scope).data ?? []),
  }
}

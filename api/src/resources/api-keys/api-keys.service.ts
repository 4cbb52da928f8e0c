import type { ApiKey, Db } from '@coldframe/db'
import { makeKey } from '../../auth/api-key.ts'
import { Scope } from '../../auth/scopes.ts'
import type { Actor } from '../../context.ts'
import { errors } from '../../errors.ts'
import { faultCatalogue } from '../../faults.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'

interface NewApiKey {
  name: string
  scopes: Scope[]
  expiresAt?: Date | undefined
}

export type ApiKeyService = ReturnType<typeof createApiKeyService>

export function createApiKeyService({ db, clock }: { db: Db; clock: () => Date }) {
  return {
    /** Nobody can hand on more than they hold. */
    async create({ owner, scopes: held }: Actor, { name, scopes, expiresAt }: NewApiKey) {
      const lacking = scopes.filter((scope) => !held.includes(scope))
      if (lacking.length > 0) throw errors.scopeNotHeld(lacking)
      if (expiresAt && expiresAt <= clock()) {
        throw errors.validationFailed([{ path: 'expiresAt', code: 'too_small', message: faultCatalogue.too_small }])
      }
      const { key, ...kept } = makeKey(owner.livemode)
      const row = await db.apiKeys.insert(owner, { name, scopes: [...new Set(scopes)], expiresAt, ...kept })
      return { ...presentApiKey(row), key }
    },

    async list({ owner }: Actor, query: PageQuery) {
      return toList(await db.apiKeys.list(owner, toDbQuery(query)), presentApiKey)
    },

    async revoke({ owner }: Actor, id: string) {
      const row = await db.apiKeys.revoke(owner, id)
      if (!row) throw errors.apiKeyNotFound(id)
      return presentApiKey(row)
    },
  }
}

/** Without the hash; a scope that was given up since is left away. */
function presentApiKey({ hash: _, scopes, ...key }: ApiKey) {
  return { ...key, scopes: scopes.flatMap((scope) => Scope.safeParse(scope).data ?? []) }
}

import type { ApiKey, ApiKeyStatus, Db, Repositories } from '@coldframe/db'
import { makeKey } from '../../auth/api-key.ts'
import { Scope } from '../../auth/scopes.ts'
import type { Actor } from '../../context.ts'
import { errors } from '../../errors.ts'
import { faultCatalogue } from '../../faults.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import type { CreateApiKey, RollApiKey } from './api-keys.schemas.ts'

export function createApiKeyService({ db, clock }: { db: Db; clock: () => Date }) {
  const present = (row: ApiKey) => presentApiKey(row, clock())

  async function add(tx: Repositories, { owner, scopes: held }: Actor, { name, scopes, expiresAt }: CreateApiKey) {
    checkHeld(held, scopes)
    checkFuture(expiresAt, clock())
    const { key, ...kept } = makeKey(owner.livemode)
    const row = await tx.apiKeys.insert(owner, { name, scopes: [...new Set(scopes)], expiresAt, ...kept })
    return { ...present(row), key }
  }

  return {
    create: (actor: Actor, key: CreateApiKey) => add(db, actor, key),

    async list({ owner }: Actor, { status, ...query }: PageQuery & { status?: ApiKeyStatus | undefined }) {
      return toList(await db.apiKeys.list(owner, { status, at: clock() }, toDbQuery(query)), present)
    },

    async get({ owner }: Actor, id: string) {
      const row = await db.apiKeys.get(owner, id)
      if (!row) throw errors.apiKeyNotFound(id)
      return present(row)
    },

    async roll(actor: Actor, id: string, { overlapSeconds, expiresAt }: RollApiKey) {
      return db.transaction(async (tx) => {
        const old = await tx.apiKeys.lock(actor.owner, id)
        if (!old) throw errors.apiKeyNotFound(id)
        const { name, scopes, status } = present(old)
        if (old.replacedById) throw errors.apiKeyRolled(old.replacedById)
        if (status !== 'active') throw errors.apiKeyEnded()
        const made = await add(tx, actor, { name, scopes, expiresAt })
        await tx.apiKeys.replace(actor.owner, id, made.id, new Date(clock().getTime() + overlapSeconds * 1000))
        return made
      })
    },

    async revoke({ owner }: Actor, id: string) {
      const row = await db.apiKeys.revoke(owner, id, clock())
      if (!row) throw errors.apiKeyNotFound(id)
      return present(row)
    },
  }
}

/** Nobody can hand on more than they hold. */
function checkHeld(held: readonly Scope[], wanted: Scope[]): void {
  const lacking = wanted.filter((scope) => !held.includes(scope))
  if (lacking.length > 0) throw errors.scopeNotHeld(lacking)
}

function checkFuture(expiresAt: Date | undefined, now: Date): void {
  if (expiresAt === undefined || expiresAt > now) return
  throw errors.validationFailed([{ path: 'expiresAt', code: 'too_small', message: faultCatalogue.too_small }])
}

function statusOf({ revokedAt, expiresAt }: ApiKey, now: Date): ApiKeyStatus {
  if (revokedAt) return 'revoked'
  return expiresAt && expiresAt <= now ? 'expired' : 'active'
}

/** Without the hash; a scope that was given up since is left away. */
function presentApiKey(row: ApiKey, now: Date) {
  const { hash: _, scopes, ...key } = row
  return { ...key, scopes: scopes.flatMap((scope) => Scope.safeParse(scope).data ?? []), status: statusOf(row, now) }
}

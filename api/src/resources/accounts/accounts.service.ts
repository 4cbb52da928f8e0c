import type { Account, Db, Repositories } from '@coldframe/db'
import { languageOf } from '@coldframe/temporal'
import type { Actor } from '../../context.ts'
import { errors } from '../../errors.ts'
import { mergeMetadata } from '../../metadata.ts'
import { type Money, toCents, toMoney } from '../../money.ts'
import { toDbQuery, toList } from '../../paging.ts'
import type { PageQuery } from '../../schemas.ts'
import { checkVersion } from '../../version.ts'
import type { CreateAccount, UpdateAccount } from './accounts.schemas.ts'

/** All prices are in it. */
const CURRENCY = 'USD'

export function createAccountService({ db, clock }: { db: Db; clock: () => Date }) {
  return {
    async create({ owner }: Actor, { name, spendCeiling = null, metadata = {} }: CreateAccount) {
      const above = await db.accounts.get(owner, owner.accountId)
      if (above?.parentId) throw errors.accountIsSubAccount()
      const spendCeilingCents = ceilingCents(spendCeiling, CURRENCY)
      return presentAccount(await db.accounts.insertSub(owner, { name, metadata, spendCeilingCents }))
    },

    async list({ owner }: Actor, query: PageQuery) {
      return toList(await db.accounts.listSubs(owner, toDbQuery(query)), presentAccount)
    },

    async get({ owner }: Actor, id: string) {
      const account = await db.accounts.get(owner, id)
      if (!account) throw errors.accountNotFound(id)
      return presentAccount(account)
    },

    async update(actor: Actor, id: string, change: UpdateAccount, ifVersions: number[] | null) {
      return db.transaction(async (tx) => {
        const account = await lockForChange(tx, actor, id)
        checkVersion(account, ifVersions)
        const fields = changedFields(actor, account, change)
        if (Object.keys(fields).length === 0) return presentAccount(account)
        return presentAccount((await tx.accounts.update(actor.owner, id, fields)) ?? account)
      })
    },

    /** The first time counts: who confirmed it, when, and in which words. */
    async attest(actor: Actor, id: string, attestedStatement: string) {
      return db.transaction(async (tx) => {
        const account = await lockForChange(tx, actor, id)
        if (account.attestedAt) return presentAccount(account)
        const attestation = { attestedAt: clock(), attestedByKeyId: actor.keyId, attestedStatement }
        return presentAccount((await tx.accounts.update(actor.owner, id, attestation)) ?? account)
      })
    },
  }
}

/** What binds live orders is not for test keys, which are handed around more freely. */
async function lockForChange(tx: Repositories, { owner }: Actor, id: string): Promise<Account> {
  const account = await tx.accounts.lock(owner, id)
  if (!account) throw errors.accountNotFound(id)
  if (account.livemode === null && !owner.livemode) throw errors.liveKeyRequired()
  return account
}

function changedFields(
  actor: Actor,
  account: Account,
  { name, spendCeiling, rotationPolicy, metadata, ...warmup }: UpdateAccount,
) {
  const spendCeilingCents = spendCeiling === undefined ? undefined : ceilingCents(spendCeiling, account.currency)
  if (spendCeilingCents !== undefined) checkCeiling(actor, account, spendCeilingCents)
  return {
    ...(name !== undefined && { name }),
    ...(spendCeilingCents !== undefined && { spendCeilingCents }),
    ...(rotationPolicy !== undefined && { rotationPolicy }),
    ...(warmup.warmupExchange !== undefined && { hasExchange: warmup.warmupExchange }),
    ...(warmup.warmupLanguage !== undefined && { language: warmup.warmupLanguage }),
    ...(metadata && { metadata: mergeMetadata(account.metadata, metadata) }),
  }
}

/** A ceiling is the fence that the account above has set: whoever is inside may only make it tighter. */
function checkCeiling(
  { actingAccountId }: Actor,
  { id, parentId, spendCeilingCents: now }: Account,
  next: number | null,
) {
  if (parentId === null || actingAccountId !== id || now === null) return
  if (next === null || next > now) throw errors.spendCeilingNotRaisable()
}

function ceilingCents(ceiling: Money | null, currency: string): number | null {
  if (ceiling !== null && ceiling.currency !== currency) throw errors.currencyMismatch(ceiling.currency, currency)
  return ceiling && toCents(ceiling)
}

function presentAccount({ attestedAt, attestedByKeyId, attestedStatement, ...account }: Account) {
  const { spendCeilingCents, currency, hasExchange, language, ...fields } = account
  return {
    ...fields,
    warmupExchange: hasExchange,
    warmupLanguage: languageOf(language),
    spendCeiling: spendCeilingCents === null ? null : toMoney(spendCeilingCents, currency),
    attestation:
      attestedAt && attestedByKeyId && attestedStatement
        ? { attestedAt, keyId: attestedByKeyId, statement: attestedStatement }
        : null,
  }
}

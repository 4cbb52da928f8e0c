import type { Db } from '@coldframe/db'
import type { Actor } from '../context.ts'
import { errors } from '../errors.ts'

export type ActFor = (actor: Actor, account: string | string[] | undefined) => Promise<Actor>

/**
 * `Coldframe-Account`: a key acts for a sub-account of its account. Any other account, one of another mode, and what is no
 * id at all answer alike, so that nothing can be learned by trying.
 */
export function createActFor({ db }: { db: Pick<Db, 'transactionFor'> }): ActFor {
  return async (actor, header) => {
    if (header === undefined) return actor
    const id = String(header)
    const isId = /^acct_[0-9a-z]{26}$/.test(id)
    const account = isId ? await db.transactionFor(actor.owner, (tx) => tx.accounts.get(actor.owner, id)) : null
    if (!account) throw errors.accountNotFound(id)
    return { ...actor, owner: { ...actor.owner, accountId: account.id } }
  }
}

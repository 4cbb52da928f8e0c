import type { Account, TestApi } from './support.ts'

/** Who asks: whose things it is about, and what is sent with the request. */
export interface Party extends Account {
  headers: Record<string, string>
}

export const asParty = (account: Account): Party => ({ ...account, headers: {} })

/** A sub-account of the test's own account, with a key of its own. */
export async function addSubAccount(api: TestApi): Promise<Party> {
  const account = await api.db.accounts.insertSub(api.owner, { name: 'Sub', metadata: {}, spendCeilingCents: null })
  const owner = { accountId: account.id, livemode: api.owner.livemode }
  return { owner, key: await api.newKey(owner), headers: {} }
}

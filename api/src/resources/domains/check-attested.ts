import type { Owner, Repositories } from '@coldframe/db'
import { errors } from '../../errors.ts'

/** Before anything is ordered in live mode. The world that a test key acts on has neither recipients nor laws. */
export async function checkAttested(tx: Pick<Repositories, 'accounts'>, owner: Owner): Promise<void> {
  const account = await tx.accounts.get(owner, owner.accountId)
  if (!account?.attestedAt) throw errors.attestationMissing(owner.accountId)
}

import type { Owner, Repositories } from '@coldframe/db'
import { startOperation } from './start-operation.ts'

/** Puts a domain on its way out. Who asks has made sure that nothing else is at work on it. Answers with the operation. */
export async function startRetirement(tx: Repositories, owner: Owner, domainId: string): Promise<string> {
  const mailboxes = await tx.mailboxes.ofDomain(owner, domainId)
  await tx.domains.update(owner, domainId, { status: 'retiring', statusReason: null, isSpare: false })
  await tx.mailboxes.updateMany(
    owner,
    mailboxes.map((mailbox) => mailbox.id),
    { status: 'retiring', dailySendLimit: 0 },
  )
  return startOperation(tx, owner, 'domains.retire', domainId)
}

import { and, eq } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { mailProofs } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type MailProof = typeof mailProofs.$inferSelect
export type MailProofResult = Pick<MailProof, 'receivedAt' | 'spf' | 'dkim' | 'dmarc' | 'authenticationResults'>

export function createProofRepository(executor: Executor) {
  const ofDomain = (owner: Owner, domainId: string) =>
    and(ownedBy(mailProofs, owner), eq(mailProofs.domainId, domainId))
  return {
    /** Starts a proof, or answers with the one under way, so that its message is sent once. */
    async start(owner: Owner, proof: { domainId: string; mailboxId: string; token: string }): Promise<MailProof> {
      await executor
        .insert(mailProofs)
        .values({ ...owner, ...proof })
        .onConflictDoNothing()
      return one(await executor.select().from(mailProofs).where(ofDomain(owner, proof.domainId)))
    },

    async markSent(owner: Owner, domainId: string, sentAt: Date): Promise<void> {
      await executor.update(mailProofs).set({ sentAt, updatedAt: sentAt }).where(ofDomain(owner, domainId))
    },

    async finish(owner: Owner, domainId: string, result: MailProofResult): Promise<void> {
      await executor
        .update(mailProofs)
        .set({ ...result, updatedAt: new Date() })
        .where(ofDomain(owner, domainId))
    },

    /** Forgets a proof that did not pass, so that the next try sends a new message. */
    async restart(owner: Owner, domainId: string, token: string): Promise<void> {
      await executor
        .update(mailProofs)
        .set({ token, sentAt: null, updatedAt: new Date() })
        .where(ofDomain(owner, domainId))
    },

    async get(owner: Owner, domainId: string): Promise<MailProof | null> {
      const [row] = await executor.select().from(mailProofs).where(ofDomain(owner, domainId))
      return row ?? null
    },
  }
}

import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import type { Owner } from '../owner.ts'
import { rotationMailboxes } from '../schema/index.ts'
import { ownedBy } from './rows.ts'

export type RotationMailbox = typeof rotationMailboxes.$inferSelect
export type NewRotationMailbox = Omit<RotationMailbox, 'accountId' | 'livemode' | 'rotationId' | 'mappedAt' | 'endedAt'>

/** Which mailbox takes the place of which. */
export function createRotationMailboxRepository(executor: Executor) {
  const ofRotation = (owner: Owner, rotationId: string) =>
    and(ownedBy(rotationMailboxes, owner), eq(rotationMailboxes.rotationId, rotationId))
  return {
    /** Part of a transaction. */
    async add(owner: Owner, rotationId: string, rows: NewRotationMailbox[]): Promise<void> {
      if (rows.length === 0) return
      await executor.insert(rotationMailboxes).values(rows.map((row) => ({ ...owner, rotationId, ...row })))
    },

    /** In the order of the old ones: at most 100. */
    async list(owner: Owner, rotationId: string): Promise<RotationMailbox[]> {
      return executor
        .select()
        .from(rotationMailboxes)
        .where(ofRotation(owner, rotationId))
        .orderBy(rotationMailboxes.position)
    },

    /** Before the cutover nothing was promised to anybody: the rows go. */
    async drop(owner: Owner, rotationId: string): Promise<void> {
      await executor
        .delete(rotationMailboxes)
        .where(and(ofRotation(owner, rotationId), isNull(rotationMailboxes.mappedAt)))
    },

    /** The successors take their places. */
    async markMapped(owner: Owner, rotationId: string, mappedAt: Date): Promise<void> {
      await executor
        .update(rotationMailboxes)
        .set({ mappedAt })
        .where(and(ofRotation(owner, rotationId), isNotNull(rotationMailboxes.newMailboxId)))
    },

    /** Mailboxes of a domain that are successors already, of whatever rotation. */
    async successorsOn(owner: Owner, domainId: string): Promise<string[]> {
      const rows = await executor
        .select({ id: rotationMailboxes.newMailboxId })
        .from(rotationMailboxes)
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(rotationMailboxes.newDomainId, domainId),
            isNull(rotationMailboxes.endedAt),
          ),
        )
      return rows.flatMap(({ id }) => id ?? [])
    },

    /** What earlier rotations told of a domain is over: as the old one when it is replaced once more, as the successor when it is replaced itself. */
    async endMappings(
      owner: Owner,
      domainId: string,
      as: 'old' | 'successor',
      exceptRotationId: string,
    ): Promise<void> {
      const { oldDomainId, newDomainId, rotationId, endedAt } = rotationMailboxes
      await executor
        .update(rotationMailboxes)
        .set({ endedAt: new Date() })
        .where(
          and(
            ownedBy(rotationMailboxes, owner),
            eq(as === 'old' ? oldDomainId : newDomainId, domainId),
            ne(rotationId, exceptRotationId),
            isNull(endedAt),
          ),
        )
    },
  }
}

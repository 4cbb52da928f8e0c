import { and, eq, ne } from 'drizzle-orm'
import type { Executor } from '../db.ts'
import { newId } from '../ids.ts'
import type { Owner } from '../owner.ts'
import { externalEffects } from '../schema/index.ts'
import { one, ownedBy } from './rows.ts'

export type Effect = typeof externalEffects.$inferSelect
export type EffectKind = 'registration' | 'tenant' | 'licence_order' | 'licence_increase'
export interface NewEffect {
  domainId: string
  kind: EffectKind
  naturalKey: string
  /** Used only when the effect is new; afterwards the stored one counts. */
  idempotencyValue: string
}

/** `intent` is written before a paid or creating call, `done` after it: what lies between is looked for, never repeated blindly. */
export function createEffectRepository(executor: Executor) {
  const byId = (owner: Owner, id: string) => and(ownedBy(externalEffects, owner), eq(externalEffects.id, id))
  return {
    /** Records the intent, or answers with the one that is there. */
    async intend(owner: Owner, effect: NewEffect): Promise<Effect> {
      await executor
        .insert(externalEffects)
        .values({ id: newId('effect'), ...owner, ...effect })
        .onConflictDoNothing()
      return one(
        await executor
          .select()
          .from(externalEffects)
          .where(
            and(
              ownedBy(externalEffects, owner),
              eq(externalEffects.domainId, effect.domainId),
              eq(externalEffects.kind, effect.kind),
              eq(externalEffects.naturalKey, effect.naturalKey),
            ),
          ),
      )
    },

    async ofDomain(owner: Owner, domainId: string): Promise<Effect[]> {
      return executor
        .select()
        .from(externalEffects)
        .where(and(ownedBy(externalEffects, owner), eq(externalEffects.domainId, domainId)))
    },

    async setHandle(owner: Owner, id: string, handle: string | null): Promise<void> {
      await executor.update(externalEffects).set({ handle, updatedAt: new Date() }).where(byId(owner, id))
    },

    /** A vendor that answered must not see the old value again: a value stands for one unanswered try. */
    async renew(owner: Owner, id: string, idempotencyValue: string): Promise<void> {
      await executor.update(externalEffects).set({ idempotencyValue, updatedAt: new Date() }).where(byId(owner, id))
    },

    /** False, and nothing changes, when it was done already: what follows from it is written by the first one only. */
    async complete(owner: Owner, id: string, externalId: string): Promise<boolean> {
      const rows = await executor
        .update(externalEffects)
        .set({ status: 'done', externalId, updatedAt: new Date() })
        .where(and(byId(owner, id), ne(externalEffects.status, 'done')))
        .returning({ id: externalEffects.id })
      return rows.length > 0
    },
  }
}

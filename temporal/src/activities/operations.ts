import type { OperationStatus } from '@coldframe/db'
import { lookAgainMessage, type OperationInput, type StepName } from '../contracts.ts'
import { tellRotations } from '../rotations/tell-rotations.ts'
import type { ActivityDeps } from './deps.ts'
import { domainEvent, operationEvent } from './events.ts'
import { releaseSpend } from './purchases.ts'
import { askPerson } from './step.ts'

type End = Extract<OperationStatus, 'succeeded' | 'failed' | 'cancelled'>

/** How an operation ends, and how it stops for a person. */
export function createOperationActivities({ db }: Pick<ActivityDeps, 'db'>) {
  const ownerOf = ({ accountId, livemode }: OperationInput) => ({ accountId, livemode })
  return {
    /** A step whose deadline passed, or whose fault no retry mends, waits for a person. */
    async parkStep(input: OperationInput, step: StepName, message: string): Promise<void> {
      const owner = ownerOf(input)
      await db.transaction(async (tx) => {
        const before = await tx.operations.setStep(owner, input.operationId, step, {
          status: 'action_required',
          message,
        })
        if (before !== null && before !== 'action_required')
          await askPerson(tx, { owner, input: { ...input, mailboxIds: [] } }, message)
      })
    },

    /** Ends steps that are still open, and lists those of the undo that follows. */
    async closeSteps(input: OperationInput, undoSteps: readonly StepName[]): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.operations.endOpenSteps(ownerOf(input), input.operationId, 'cancelled')
        await tx.operations.addSteps(ownerOf(input), input.operationId, undoSteps)
      })
    },

    async noteRemains(input: OperationInput, lines: string[]): Promise<void> {
      await db.operations.addRemains(ownerOf(input), input.operationId, lines)
    },

    async finishOperation(input: OperationInput, status: End, message: string | null): Promise<void> {
      const owner = ownerOf(input)
      await db.transaction(async (tx) => {
        const isFirst = await tx.operations.finish(owner, input.operationId, { status, message })
        const operation = await tx.operations.get(owner, input.operationId)
        if (!isFirst || !operation) return
        if (status !== 'succeeded') await releaseSpend(tx, owner, operation)
        if (status === 'cancelled') return
        await tx.events.append(owner, [operationEvent(`operation.${status}`, operation, message)])
      })
    },

    /** Ends a domain whose provisioning was given up; its name may be ordered again. */
    async abandonDomain(input: OperationInput, status: 'failed' | 'cancelled', reason: string | null): Promise<void> {
      const owner = ownerOf(input)
      await db.transaction(async (tx) => {
        const releasedAt = new Date()
        const domain = await tx.domains.update(owner, input.domainId, { status, statusReason: reason, releasedAt })
        if (domain && status === 'failed') await tx.events.append(owner, [domainEvent('domain.failed', domain)])
        await tellRotations(tx, owner, input.domainId)
      })
    },

    async retireDomain(input: OperationInput): Promise<void> {
      const owner = ownerOf(input)
      await db.transaction(async (tx) => {
        const now = new Date()
        const domain = await tx.domains.update(owner, input.domainId, {
          status: 'retired',
          retiredAt: now,
          releasedAt: now,
        })
        if (domain) await tx.events.append(owner, [domainEvent('domain.retired', domain)])
        if (domain?.readyAt) await tx.outbox.add(owner, lookAgainMessage(domain.id))
      })
    },
  }
}

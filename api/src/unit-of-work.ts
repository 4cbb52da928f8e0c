import { type Db, joinTransaction, type Repositories, type Vault } from '@coldframe/db'
import { z } from 'zod'
import type { Context } from './context.ts'
import { type Outcome, once } from './idempotency.ts'
import type { CallOperation } from './operation.ts'
import type { Services } from './services.ts'

export interface UnitOfWorkDeps {
  db: Db
  vault: Vault
  createServices(db: Db): Services
}

/** Everything that one call reads and writes, in one transaction of its account: its audit entry and its kept answer too. */
export interface UnitOfWork {
  run(
    operation: CallOperation,
    input: unknown,
    context: Context,
    work: (services: Services) => Promise<unknown>,
  ): Promise<Outcome>
  /** For streams, which outlive any transaction. */
  services: Services
}

const Identified = z.object({ id: z.string() })
const idOf = (value: unknown) => Identified.safeParse(value).data?.id ?? null

export function createUnitOfWork({ db, vault, createServices }: UnitOfWorkDeps): UnitOfWork {
  const services = createServices(db)

  async function audited(
    tx: Repositories,
    operation: CallOperation,
    input: unknown,
    context: Context,
    output: unknown,
  ) {
    if (operation.audit === null) return
    const { actor, requestId } = context
    await tx.auditLog.append(actor.owner, {
      action: operation.audit,
      operation: operation.id,
      subjectId: idOf(output) ?? idOf(input),
      keyId: actor.keyId,
      actingAccountId: actor.actingAccountId,
      requestId,
    })
  }

  return {
    services,
    async run(operation, input, context, work) {
      const { owner } = context.actor
      const key = operation.rest.method === 'POST' ? context.idempotencyKey : null
      if (operation.looksOutside && key === null) return { output: await work(services), isReplay: false }
      return db.transactionFor(owner, async (tx) => {
        const act = async () => {
          const output = await work(createServices(joinTransaction(db, tx)))
          await audited(tx, operation, input, context, output)
          return output
        }
        if (key === null) return { output: await act(), isReplay: false }
        return once(tx, vault, owner, { key, operation: operation.id, request: input }, act)
      })
    },
  }
}

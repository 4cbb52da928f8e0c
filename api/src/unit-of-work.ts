import { type Db, joinTransaction, type Repositories, type Vault } from '@coldframe/db'
import { z } from 'zod'
import type { Context } from './context.ts'
import { encode } from './encode.ts'
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
    input: Record<string, unknown>,
    context: Context,
    work: (services: Services) => Promise<unknown>,
  ): Promise<Outcome>
  /** For streams, which outlive any transaction. */
  services: Services
}

const Identified = z.object({ id: z.string() })
const OfDomain = z.object({ domainId: z.string() })

/** The thing that was named, or else the one that was made, or else the domain it was made for. */
const subjectOf = (input: unknown, output: unknown) =>
  Identified.safeParse(input).data?.id ??
  Identified.safeParse(output).data?.id ??
  OfDomain.safeParse(input).data?.domainId ??
  null

/** What has changed something is written at once: should that fail, nothing is kept. What only reads, when somebody wants the text. */
function answer({ rest, output: schema }: CallOperation, output: unknown): Outcome {
  if (rest.method === 'GET') return { output, toText: () => encode(schema, output), isReplay: false }
  const text = encode(schema, output)
  return { output, toText: () => text, isReplay: false }
}

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
      subjectId: subjectOf(input, output),
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
      if (operation.looksOutside && key === null) {
        const outcome = answer(operation, await work(services))
        await db.transactionFor(owner, (tx) => audited(tx, operation, input, context, outcome.output))
        return outcome
      }
      const refusal = await refusalBefore(operation, input, context, services)
      return db.transactionFor(owner, async (tx) => {
        const act = async () => {
          if (refusal !== null) throw refusal.error
          const output = await work(createServices(joinTransaction(db, withOrigin(tx, context))))
          await audited(tx, operation, input, context, output)
          return answer(operation, output)
        }
        if (key === null) return act()
        // A kept answer may hold a secret: it is for keys that may do what the first one could.
        const request = { input, scopes: [...context.actor.scopes].sort() }
        return once(tx, vault, owner, { key, operation: operation.id, request }, act)
      })
    },
  }
}

/** Kept until it is known that no earlier request was answered otherwise. */
async function refusalBefore(
  operation: CallOperation,
  input: Record<string, unknown>,
  context: Context,
  services: Services,
) {
  try {
    await operation.before?.(input, { ...context, services })
    return null
  } catch (error) {
    return { error }
  }
}

/** What a call sends on its way tells which request caused it: workflows, activities and their logs are found by that. */
function withOrigin(tx: Repositories, { requestId, traceparent }: Context): Repositories {
  const origin = { requestId, ...(traceparent !== undefined && { traceparent }) }
  return {
    ...tx,
    outbox: {
      ...tx.outbox,
      add: (owner, message) => tx.outbox.add(owner, { ...message, input: { ...message.input, ...origin } }),
    },
  }
}

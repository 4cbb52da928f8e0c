import { GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql'
import { z } from 'zod'
import type { Actor } from '../context.ts'
import { errors } from '../errors.ts'
import type { Charge, Headers } from '../limits/charge.ts'
import type { Asked } from './asked.ts'
import type { GraphqlContext } from './context.ts'
import { costOf, MOST_POINTS, POINTS_OF_REQUEST } from './cost.ts'
import { type Documents, findOperation } from './document.ts'
import type { createPersistedQueries } from './persisted-queries.ts'

export interface ExecuteDeps {
  schema: GraphQLSchema
  documents: Documents
  persistedQueries: ReturnType<typeof createPersistedQueries>
  charge: Charge
  run(
    source: string,
    context: GraphqlContext,
    variables: Asked['variables'],
    name: string | undefined,
  ): Promise<unknown>
}

export interface Execution {
  /** Not there when nothing was run. */
  data?: unknown
  errors?: readonly unknown[] | undefined
  extensions?: Record<string, unknown>
}

const Execution = z.object({ data: z.unknown(), errors: z.array(z.unknown()).optional() })

interface Request {
  asked: Asked
  method: string
  actor: Actor
  reply: Headers
  context: GraphqlContext
}

export async function execute(
  deps: ExecuteDeps,
  { asked, method, actor, reply, context }: Request,
): Promise<Execution> {
  const { source, document, operation } = readOperation(deps, asked)
  if (operation.operation === 'subscription') throw errors.queryInvalid('A subscription goes over a WebSocket.')
  if (operation.operation === 'mutation' && method !== 'POST') throw errors.methodNotAllowed(method, ['POST'])
  const { errors: misfits } = getVariableValues(deps.schema, operation.variableDefinitions ?? [], asked.variables)
  // A compiled query would say it in other words, and only the first time that it is compiled.
  if (misfits) return { errors: misfits }
  const cost = priceOf(costOf(deps.schema, document, operation, asked.variables))
  // The first request was charged when it came.
  if (cost.requests > 1) await deps.charge(actor, cost.requests - 1, reply)
  const isOneOfMany = document.definitions.filter(({ kind }) => kind === operation.kind).length > 1
  // What mercurius compiles it keeps by the text alone, so each operation of a document needs a text of its own.
  const text = isOneOfMany ? `${source}\n#${asked.operationName}` : source
  return { ...(await runText(deps, text, context, asked)), extensions: { cost } }
}

/** The operation that is meant, within the limits. */
export function readOperation(
  { documents, persistedQueries }: Pick<ExecuteDeps, 'documents' | 'persistedQueries'>,
  asked: Asked,
) {
  const source = persistedQueries.find(asked)
  const document = documents.read(source)
  persistedQueries.keep(asked)
  return { source, document, operation: findOperation(document, asked.operationName) }
}

/** What so many points come to; refused when they are too many. */
export function priceOf(points: number) {
  if (points > MOST_POINTS)
    throw errors.queryTooComplex(`It comes to as much as ${points} points; a request has at most ${MOST_POINTS}.`)
  return { points, mostPoints: MOST_POINTS, requests: Math.ceil(points / POINTS_OF_REQUEST) }
}

const Refused = z.object({ errors: z.array(z.instanceof(GraphQLError)) })

/** A document or variables that do not fit are thrown by one way, and answered by another. */
async function runText({ run }: ExecuteDeps, text: string, context: GraphqlContext, asked: Asked): Promise<Execution> {
  try {
    const { data, errors } = Execution.parse(await run(text, context, asked.variables, asked.operationName))
    return { ...(data !== undefined && { data }), errors }
  } catch (error) {
    const { data: refused } = Refused.safeParse(error)
    if (!refused) throw error
    return refused
  }
}

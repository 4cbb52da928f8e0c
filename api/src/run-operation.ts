import { z } from 'zod'
import type { Context } from './context.ts'
import { encode } from './encode.ts'
import { AppError, errors } from './errors.ts'
import { type Fault, faultCatalogue, findTextFaults, toFaults } from './faults.ts'
import type { Outcome } from './idempotency.ts'
import type { CallOperation, Operation, StreamOperation } from './operation.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** What a door gathered, not looked at yet. */
export interface RawInput {
  params: unknown
  query: unknown
  body: unknown
}

/** The only way into a handler of a call: scope, validation, one unit of work, log. */
export async function runOperation(
  operation: CallOperation,
  raw: RawInput,
  context: Context,
  unitOfWork: UnitOfWork,
): Promise<Outcome> {
  return logged(operation, context, () => {
    const input = enter(operation, raw, context)
    return unitOfWork.run(operation, input, context, (services) => operation.handler(input, { ...context, services }))
  })
}

/** The only way into a stream. */
export async function openStream(
  operation: StreamOperation,
  raw: RawInput,
  context: Context,
  { services }: UnitOfWork,
): Promise<AsyncIterable<unknown>> {
  return logged(operation, context, async () => {
    const messages = await operation.handler(enter(operation, raw, context), { ...context, services })
    return encodeEach(operation, messages)
  })
}

async function* encodeEach(operation: StreamOperation, messages: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  for await (const message of messages) yield JSON.parse(encode(operation.output, message))
}

function enter(operation: Operation, raw: RawInput, { actor }: Context): Record<string, unknown> {
  if (!actor.scopes.includes(operation.scope)) throw errors.scopeMissing(operation.scope)
  const fields = operation.upload ? {} : objectOf(raw.body)
  const textFaults = findTextFaults({ ...objectOf(raw.params), ...objectOf(raw.query), ...fields })
  if (textFaults.length > 0) throw errors.validationFailed(textFaults)
  const faults: Fault[] = []
  const input = {
    ...parse(operation.params, raw.params, faults),
    ...parse(operation.query, raw.query, faults),
    ...(operation.upload ? readBytes(raw.body, faults) : parse(operation.body, raw.body, faults)),
  }
  if (faults.length > 0) throw errors.validationFailed(faults)
  return input
}

const Nothing = z.strictObject({})
const objectOf = (value: unknown) => (typeof value === 'object' ? value : {})

function readBytes(value: unknown, faults: Fault[]): Record<string, unknown> {
  // Not as a Buffer, which would write itself as JSON.
  if (value instanceof Uint8Array && value.length > 0)
    return { bytes: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) }
  const code = value === undefined || value instanceof Uint8Array ? 'required' : 'invalid_format'
  faults.push({ path: '', code, message: faultCatalogue[code] })
  return {}
}

/** Parts that are not described must be empty. */
function parse(schema: z.ZodObject | undefined, value: unknown, faults: Fault[]): Record<string, unknown> {
  const given = schema === undefined ? (value ?? {}) : value
  const result = (schema ?? Nothing).safeParse(given, { reportInput: true })
  if (!result.success) faults.push(...toFaults(result.error))
  return result.data ?? {}
}

async function logged<T>({ id, audit }: Operation, { actor, log }: Context, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const entry = (outcome: string) => ({
    operation: id,
    ...(audit && { audit }),
    outcome,
    ...actor.owner,
    keyId: actor.keyId,
    durationMs: Math.round(performance.now() - startedAt),
  })
  try {
    const result = await work()
    log.info(entry('ok'), id)
    return result
  } catch (error) {
    log.info(entry(error instanceof AppError ? error.code : 'internal_error'), id)
    throw error
  }
}

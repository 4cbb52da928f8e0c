import type { Context } from '../context.ts'
import type { CallOperation, StreamOperation } from '../operation.ts'
import type { RawInput } from '../run-operation.ts'
import type { Wanted } from './batch.ts'
import type { BoundRelation } from './relation.ts'

/** What the fields of one request work with. */
export interface GraphqlContext {
  /** Runs the operation that a root field stands for. */
  run(operation: CallOperation, raw: RawInput, ifVersions: number[] | null): Promise<unknown>
  open(operation: StreamOperation, raw: RawInput): Promise<AsyncIterable<unknown>>
  /** What belongs to one parent; asked for together with that of the others. */
  load(relation: BoundRelation, key: string, args: Arguments, wanted: Wanted): Promise<unknown>
}

export type Arguments = Record<string, unknown>

/** What each operation of the request has in common. */
export type RequestContext = Omit<Context, 'ifVersions' | 'lastEventId' | 'traceparent'>

import type { z } from 'zod'
import type { Scope } from './auth/scopes.ts'
import type { HandlerContext } from './context.ts'
import type { ErrorCode } from './error-catalogue.ts'

type Fields = Record<string, unknown>
/** Where nothing is described nothing can be read: a handler that tries does not compile. */
type Nothing = Record<never, never>
type SchemaOf<T> = z.ZodObject & z.ZodType<T>

export interface RestBinding {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Parameters in braces, as OpenAPI writes them. */
  path: string
  status: 200 | 201 | 202
  /** When the answer's `operationId` names an operation that was started. */
  startedStatus?: 202
  /** Path of the new resource, with fields of the answer in braces. */
  location?: string
  /** `answers`: the answer carries its version as ETag. `checks`: `If-Match` is honoured as well. */
  etag?: 'answers' | 'checks'
  /** Answers with one field of the output alone, as a file of this type. GraphQL, which knows no files, gives the output. */
  file?: { mediaType: string; field: string }
  /** Of a body in JSON that is longer than those of others. */
  mostBytes?: number
}

/** A body that is not JSON but a file, as it is. */
export interface Upload {
  /** The first one is what clients of ours send. */
  mediaTypes: [string, ...string[]]
  mostBytes: number
  description: string
}

interface Description<P, Q, B, O extends z.ZodType> {
  /** The operationId of OpenAPI, the path in the SDK, the name in logs. */
  id: string
  rest: RestBinding
  graphql: { query: string } | { mutation: string } | { subscription: string }
  scope: Scope
  /** Name of the entry in the audit log; null for what changes nothing. */
  audit: string | null
  /** It asks the outside world: no transaction stays open meanwhile. */
  looksOutside?: boolean
  /**
   * Asks the outside world whether it may be done, before its transaction begins. What it throws is the answer, unless the
   * `Idempotency-Key` has one already.
   */
  before?(input: P & Q & B, context: HandlerContext): Promise<void>
  summary: string
  description?: string
  params?: SchemaOf<P>
  query?: SchemaOf<Q>
  body?: SchemaOf<B>
  /** For a stream: each of its messages. */
  output: O
  /** What it may answer beside the errors of every operation. */
  errors: ErrorCode[]
}

interface AnyDescription extends Description<Fields, Fields, Fields, z.ZodType> {
  upload?: Upload
}

export interface CallOperation extends AnyDescription {
  kind: 'call'
  handler(input: Fields, context: HandlerContext): Promise<unknown>
}

export interface StreamOperation extends AnyDescription, Stream {
  kind: 'stream'
  handler(input: Fields, context: HandlerContext): Promise<AsyncIterable<unknown>>
}

export type Operation = CallOperation | StreamOperation

/** One server-sent event. */
export interface Frame {
  event: string
  data: unknown
  /** Comes back as `Last-Event-ID` when the client connects again. */
  id?: string
}

interface Stream<Message = unknown> {
  /** How a message is sent, in its JSON form. */
  toFrames(message: Message): Frame[]
  /** For the documentation: how it reads on the wire. */
  example: string
  /** It goes on behind the frame that `Last-Event-ID` names. */
  isResumable?: boolean
}

/** A question and its answer. Both doors, OpenAPI and the SDK are printed from what this returns. */
export function defineOperation<
  O extends z.ZodType,
  P extends Fields = Nothing,
  Q extends Fields = Nothing,
  B extends Fields = Nothing,
>(
  operation: Description<P, Q, B, O> & { handler: (input: P & Q & B, context: HandlerContext) => Promise<z.output<O>> },
): CallOperation {
  return { kind: 'call', ...operation }
}

/** A question that comes as a file; the handler gets its bytes. */
export function defineUpload<O extends z.ZodType, P extends Fields = Nothing, Q extends Fields = Nothing>(
  operation: Omit<Description<P, Q, Nothing, O>, 'body' | 'before'> & {
    upload: Upload
    handler: (input: P & Q & { bytes: Uint8Array }, context: HandlerContext) => Promise<z.output<O>>
  },
): CallOperation {
  return { kind: 'call', ...operation }
}

/** A question whose answer goes on: each message has the form of `output`. */
export function defineStream<
  O extends z.ZodType,
  P extends Fields = Nothing,
  Q extends Fields = Nothing,
  B extends Fields = Nothing,
>(
  operation: Description<P, Q, B, O> &
    Stream<z.input<O>> & {
      handler: (input: P & Q & B, context: HandlerContext) => Promise<AsyncIterable<z.output<O>>>
    },
): StreamOperation {
  return { kind: 'stream', ...operation }
}

import { z } from 'zod'
import { isProviderError, type ProviderError } from '../../errors.ts'
import { parseRetryAfter } from '../../retry-after.ts'
import type { GraphSession } from './graph.ts'
import { type GraphFault, graphFault } from './graph-errors.ts'

/** Graph's limit; more is a 400 for all. */
const ITEMS_PER_BATCH = 20
const BATCHES_AT_ONCE = 3
/** A longer wait is the caller's, who can do something else meanwhile. */
const LONGEST_WAIT_MS = 5000
const DEFAULT_WAIT_MS = 1000

export interface BatchStep {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: string
  body?: unknown
}

export type BatchAnswer =
  | { ok: true; body: unknown }
  | { ok: false; fault: GraphFault; retryAfterMs: number | undefined }

const Answers = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.coerce.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
})
type Answer = z.output<typeof Answers>['responses'][number]

export type Wait = (delayMs: number) => Promise<unknown>

/**
 * Runs the steps by `$batch` and answers in their order. The outer 200 says nothing about the steps: each is judged
 * by itself, and those that failed for the moment get one more turn after the wait that Graph asked for.
 */
export async function runBatch(graph: GraphSession, operation: string, steps: BatchStep[], wait: Wait) {
  const answers = await runChunks(graph, operation, steps)
  const again = steps.flatMap((step, index) => (isWorthAnotherTurn(answers[index]) ? [{ step, index }] : []))
  const delayMs = longestWait(again.map(({ index }) => answers[index]))
  if (again.length === 0 || delayMs > LONGEST_WAIT_MS) return answers
  if (answers.some(isRefused)) await graph.dropToken()
  await wait(delayMs)
  const second = await runChunks(
    graph,
    operation,
    again.map(({ step }) => step),
  ).catch(() => [])
  const byIndex = new Map(again.map(({ index }, turn) => [index, second[turn]]))
  return answers.map((answer, index) => byIndex.get(index) ?? answer)
}

function isWorthAnotherTurn(answer: BatchAnswer | undefined): boolean {
  return answer?.ok === false && ['rate_limited', 'transient', 'unauthorized'].includes(answer.fault.kind)
}

/** Roles that were given since are only in a new token. */
function isRefused(answer: BatchAnswer): boolean {
  return !answer.ok && answer.fault.kind === 'unauthorized'
}

function longestWait(answers: (BatchAnswer | undefined)[]): number {
  const delays = answers.map((answer) => {
    if (!answer || answer.ok || isRefused(answer)) return 0
    return answer.retryAfterMs ?? DEFAULT_WAIT_MS
  })
  return Math.max(0, ...delays)
}

async function runChunks(graph: GraphSession, operation: string, steps: BatchStep[]): Promise<BatchAnswer[]> {
  const chunks = Array.from({ length: Math.ceil(steps.length / ITEMS_PER_BATCH) }, (_, index) =>
    steps.slice(index * ITEMS_PER_BATCH, (index + 1) * ITEMS_PER_BATCH),
  )
  const answers: BatchAnswer[][] = []
  const failures: ProviderError[] = []
  const queue = chunks.entries()
  const takeTurns = async () => {
    for (const [index, chunk] of queue) {
      const sent = sendChunk(graph, operation, chunk)
      answers[index] = await sent.catch((error) => {
        if (!isProviderError(error, 'rate_limited', 'transient')) throw error
        failures.push(error)
        return chunk.map(() => failedStep(error))
      })
    }
  }
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, takeTurns))
  // One batch that is refused as a whole must not hide what the others did; where all are, the refusal is the answer.
  const [first] = failures
  if (first && failures.length === chunks.length) throw first
  return answers.flat()
}

function failedStep({ kind, code = kind, message, requestId, retryAfterMs }: ProviderError): BatchAnswer {
  return { ok: false, fault: { kind, code, message, requestId, conflictTarget: null }, retryAfterMs }
}

async function sendChunk(graph: GraphSession, operation: string, steps: BatchStep[]): Promise<BatchAnswer[]> {
  const requests = steps.map(({ method, url, body }, index) => ({
    id: String(index),
    method,
    url,
    // A body without its content type fails the step.
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body }),
  }))
  const call = { operation, method: 'POST', path: '/$batch', body: { requests } } as const
  const { responses } = await graph.json(Answers, call)
  // Answers come in any order.
  const byId = new Map(responses.map((response) => [response.id, response]))
  return steps.map((_, index) => judge(byId.get(String(index))))
}

function judge(answer: Answer | undefined): BatchAnswer {
  if (!answer) return { ok: false, fault: graphFault(503, null), retryAfterMs: undefined }
  if (answer.status >= 200 && answer.status < 300) return { ok: true, body: answer.body }
  const header = Object.entries(answer.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')
  return { ok: false, fault: graphFault(answer.status, answer.body), retryAfterMs: parseRetryAfter(header?.[1]) }
}

import { createHash } from 'node:crypto'
import type { Owner, Repositories, Vault } from '@coldframe/db'
import { errors } from './errors.ts'

/** A twin that comes while the first one still works waits this long, then is told to come back. */
const TWIN_WAIT_MS = 5_000

/** A request that its caller may send again, and which then acts once. */
export interface IdempotentCall {
  key: string
  operation: string
  /** What was asked: the same key with anything else is refused. */
  request: unknown
}

export interface Outcome {
  /** As JSON has it when it is a replay, else as the handler gave it. */
  output: unknown
  /**
   * The output as JSON. No getter: V8 makes a hidden class for each object that has one, and keeps alive what it closes over until
   * the next full collection.
   */
  toText(): string
  /** True when this is the answer of an earlier request. */
  isReplay: boolean
}

/**
 * Runs `work` unless its key has an answer already. `tx` holds the key, what the work does, and the answer: a crash or a refusal
 * leaves none of them. Answers are sealed, as they may hold a secret that is shown once.
 */
export async function once(
  tx: Repositories,
  vault: Vault,
  owner: Owner,
  { key, operation, request }: IdempotentCall,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const fingerprint = createHash('sha256').update(stable({ operation, request })).digest()
  const context = `idempotency/${key}`
  const earlier = await tx.idempotency.claim(owner, { key, operation, fingerprint }, TWIN_WAIT_MS)
  if (earlier === 'in_progress') throw errors.idempotencyKeyInProgress()
  if (earlier !== null) {
    if (!earlier.fingerprint.equals(fingerprint)) throw errors.idempotencyKeyReused()
    const output = await vault.open(tx, owner, context, earlier.answer)
    return { output, toText: () => JSON.stringify(output), isReplay: true }
  }
  const outcome = await work()
  await tx.idempotency.answer(owner, key, await vault.seal(tx, owner, context, JSON.parse(outcome.toText())))
  return outcome
}

/** JSON with its keys in order: two requests that say the same are the same. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    if (part instanceof Uint8Array) return createHash('sha256').update(part).digest('hex')
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
  })
}

/**
 * `Idempotency-Key`, bare or as the quoted string of the IETF draft (draft-ietf-httpapi-idempotency-key-header): 1 to 255 visible
 * ASCII characters. Null when the header is not there.
 */
/** As a pattern: a bare one does not begin with a quote. */
export const IDEMPOTENCY_KEY_FORM = '^([!#-~][!-~]{0,254}|"[!-~]{1,255}")$'
const form = new RegExp(IDEMPOTENCY_KEY_FORM)

export function parseIdempotencyKey(header: string | string[] | undefined): string | null {
  if (header === undefined) return null
  if (typeof header !== 'string' || !form.test(header)) throw errors.idempotencyKeyInvalid()
  return /^"(.*)"$/.exec(header)?.[1] ?? header
}

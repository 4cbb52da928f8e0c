import { type Trouble, type TroubleName, troubles } from './troubles.ts'
import type { Trial } from './try-trouble.ts'

/** Packages have different names for the status of an answer. */
export function statusOf(error: unknown): number | null {
  const { status, statusCode, code } = Object(error)
  return [status, statusCode, code].find((value) => typeof value === 'number' && value >= 200 && value < 600) ?? null
}

/** Whether it tells how long to wait: by a field, or by the headers of the answer. */
function tellsWait(error: unknown): boolean {
  const { retryAfter, headers, response } = Object(error)
  if (typeof retryAfter === 'number') return true
  const given = headers ?? Object(response).headers
  return Boolean(given instanceof Headers ? given.get('retry-after') : Object(given)['retry-after'])
}

/** What the platform throws by itself says nothing of the answer. */
const isBare = (error: unknown) =>
  error instanceof SyntaxError || error instanceof DOMException || Object(error).constructor === TypeError

const errorOf = ({ outcome }: Trial): unknown => outcome?.thrown ?? outcome?.error
const isSuccess = (trial: Trial) =>
  trial.outcome !== null && errorOf(trial) === undefined && trial.outcome.value != null

/** The error of an answer is typed, and tells its status. */
const tellsStatus = (trial: Trial, { status }: Trouble) =>
  !isBare(errorOf(trial)) && status !== undefined && statusOf(errorOf(trial)) === status

/** Of each trouble, what a client should make of it. */
const rules: Record<TroubleName, (trial: Trial, trouble: Trouble) => boolean> = {
  key: ({ keys }) => keys.length > 1 && keys[0] !== undefined && new Set(keys).size === 1,
  unavailable: (trial) => isSuccess(trial) && trial.keys.length === 2,
  limited: (trial) => isSuccess(trial) && trial.seconds >= 1,
  limitedLong: (trial, trouble) => tellsStatus(trial, trouble) && tellsWait(errorOf(trial)) && trial.keys.length === 1,
  conflict: (trial) => isSuccess(trial) && trial.keys.length === 2,
  badHtml: (trial, trouble) => tellsStatus(trial, trouble) && trial.keys.length === 1,
  gatewayHtml: (trial, trouble) => tellsStatus(trial, trouble) && trial.keys.length > 1,
  empty: tellsStatus,
  reset: (trial) => isSuccess(trial) && trial.keys.length === 2,
  hang: (trial) => isSuccess(trial) && trial.keys.length === 2,
}

export const isAsItShould = (name: TroubleName, trial: Trial): boolean => rules[name](trial, troubles[name])

export function describeTrial(name: TroubleName, trial: Trial): string {
  const { keys, seconds } = trial
  if (name === 'key') return keys[0] === undefined ? 'no' : new Set(keys).size === 1 ? 'yes' : 'another at each try'
  return `${keys.length} req ${seconds.toFixed(1)} s, ${describeOutcome(trial)}`
}

function describeOutcome(trial: Trial): string {
  if (trial.outcome === null) return 'still waits'
  const error = errorOf(trial)
  if (error === undefined) return isSuccess(trial) ? 'ok' : String(trial.outcome.value)
  const kind = trial.outcome.thrown === undefined ? 'error value' : Object(error).constructor?.name
  return `${kind}${statusOf(error) === null ? '' : `/${statusOf(error)}`}`
}

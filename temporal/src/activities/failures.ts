import { ApplicationFailure } from '@temporalio/common'
import { FAILED_FOR_GOOD, NEEDS_PERSON } from '../contracts.ts'
import { ProviderError } from '../providers/errors.ts'
import { pollDelayMs } from '../rules/poll-delay.ts'

/** The customer has something to do outside; it is looked for meanwhile, so doing it is enough. */
export class ActionNeeded extends Error {
  override readonly name = 'ActionNeeded'
}

/** No retry and no person can make this step succeed. */
export class FailedForGood extends Error {
  override readonly name = 'FailedForGood'
}

/** What a failed attempt means for its step. */
export interface Verdict {
  stepStatus: 'running' | 'waiting' | 'action_required' | 'failed'
  message: string
  failure: ApplicationFailure
  /** False for what nobody foresaw: a defect of ours. */
  isExpected: boolean
}

/** Translates what an activity threw into the step's state and into Temporal's terms. */
export function judgeFailure(error: unknown, waitedMs: number): Verdict {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof ActionNeeded) {
    return verdict('action_required', message, later('ActionNeeded', message, pollDelayMs(waitedMs)))
  }
  if (error instanceof FailedForGood) {
    return verdict('failed', message, ApplicationFailure.nonRetryable(message, FAILED_FOR_GOOD))
  }
  if (error instanceof ProviderError) return judgeProviderError(error, waitedMs)
  const failure = ApplicationFailure.retryable('An internal fault', 'Internal')
  return { ...verdict('running', 'An internal fault; it is tried again.', failure), isExpected: false }
}

function judgeProviderError(error: ProviderError, waitedMs: number): Verdict {
  const message = describe(error)
  switch (error.kind) {
    case 'pending':
      return verdict('waiting', error.message, later('Pending', message, pollDelayMs(waitedMs)))
    case 'rate_limited': {
      const delayMs = Math.max(error.retryAfterMs ?? 0, pollDelayMs(waitedMs))
      return verdict('waiting', message, later('RateLimited', message, delayMs))
    }
    case 'transient':
      return verdict('running', message, ApplicationFailure.retryable(message, 'Transient'))
    case 'unauthorized':
    case 'rejected':
    case 'not_found':
    case 'conflict':
    case 'needs_human':
      return verdict('action_required', message, ApplicationFailure.nonRetryable(message, NEEDS_PERSON))
  }
}

function verdict(stepStatus: Verdict['stepStatus'], message: string, failure: ApplicationFailure): Verdict {
  return { stepStatus, message, failure, isExpected: true }
}

const later = (type: string, message: string, delayMs: number) =>
  ApplicationFailure.create({ type, message, nextRetryDelay: delayMs })

function describe({ provider, message, code, requestId }: ProviderError): string {
  const details = [code && `code ${code}`, requestId && `request ${requestId}`].filter(Boolean).join(', ')
  return `${provider}: ${message}${details ? ` (${details})` : ''}`
}

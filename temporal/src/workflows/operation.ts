import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
  TimeoutFailure,
} from '@temporalio/workflow'
import type { StepActivities } from '../activities/index.ts'
import { CANCEL_SIGNAL, FAILED_FOR_GOOD, type OperationInput, RETRY_SIGNAL, type StepName } from '../contracts.ts'
import { stepDeadlineMs } from '../rules/deadlines.ts'
import { closeSteps, finishOperation, noteRemains, parkStep } from './books.ts'

const attempt = {
  startToCloseTimeout: '2 minutes',
  // A worker that died is missed within seconds, not after the whole time of an attempt.
  heartbeatTimeout: '5 seconds',
  // An attempt under way may be buying something: what it did is known before anything else is done.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '250 milliseconds', backoffCoefficient: 1.5, maximumInterval: '30 seconds' },
} as const

/** Runs one step to its success, however often a person has to help. */
export type RunStep = (name: StepName) => Promise<void>

export interface Story {
  tell(step: RunStep): Promise<void>
  /** What is done when the story is cancelled or fails for good; runs to its end. */
  undo?: { steps: readonly StepName[]; finish(end: 'cancelled' | 'failed', reason: string | null): Promise<void> }
}

/** The frame of every operation: steps with deadlines, a person's retry and cancel, and one end. */
export async function runOperation(input: OperationInput, story: Story): Promise<void> {
  let retries = 0
  const whole = new CancellationScope()
  setHandler(defineSignal(RETRY_SIGNAL), () => {
    retries++
  })
  setHandler(defineSignal(CANCEL_SIGNAL), () => whole.cancel())

  const step: RunStep = async (name) => {
    for (;;) {
      const seen = retries
      const fault = await attemptStep(name, input)
      if (fault === null) return
      await parkStep(input, name, fault)
      await condition(() => retries > seen)
    }
  }

  try {
    await whole.run(() => story.tell(step))
    await finishOperation(input, 'succeeded', null)
  } catch (error) {
    await CancellationScope.nonCancellable(() => giveUp(input, story, error))
  }
}

/** Null when it succeeded, else what a person must look at. */
async function attemptStep(name: StepName, input: OperationInput): Promise<string | null> {
  try {
    await performStep(name, input)
    return null
  } catch (error) {
    // An attempt that failed while it was being cancelled reports its failure, not the cancellation.
    if (CancellationScope.current().consideredCancelled) throw new CancelledFailure(`${name} was cancelled`)
    return describeFault(error)
  }
}

function performStep(name: StepName, input: OperationInput): Promise<void> {
  const deadlineMs = stepDeadlineMs[name]
  return proxyActivities<StepActivities>({ ...attempt, scheduleToCloseTimeout: deadlineMs })[name](input)
}

/** What a person reads; what no person can mend is thrown on. */
function describeFault(error: unknown): string {
  if (!(error instanceof ActivityFailure)) throw error
  const answer = error.cause instanceof ApplicationFailure ? error.cause : error.cause?.cause
  if (answer instanceof ApplicationFailure && answer.type === FAILED_FOR_GOOD) throw error
  const isLate = error.retryState === 'TIMEOUT' || error.cause instanceof TimeoutFailure
  const last = answer instanceof ApplicationFailure ? answer.message : null
  if (!isLate) return last ?? 'The step failed.'
  return `The step was not done by its deadline.${last ? ` The last answer was: ${last}` : ''}`
}

async function giveUp(input: OperationInput, { undo }: Story, error: unknown): Promise<void> {
  const end = isCancellation(error) ? 'cancelled' : 'failed'
  if (end === 'failed' && !(error instanceof ActivityFailure)) throw error
  const reason = error instanceof ActivityFailure && end === 'failed' ? (error.cause?.message ?? null) : null
  await closeSteps(input, undo?.steps ?? [])
  for (const name of undo?.steps ?? []) {
    await performStep(name, input).catch(() =>
      noteRemains(input, [`The step ${name} could not be done; it is ours to finish.`]),
    )
  }
  await undo?.finish(end, reason)
  await finishOperation(input, end, reason)
}

import { ApplicationFailure } from '@temporalio/workflow'

/** A workflow with a defect. */
export async function breakOff(): Promise<void> {
  throw ApplicationFailure.nonRetryable('A defect')
}

export async function succeed(): Promise<void> {}

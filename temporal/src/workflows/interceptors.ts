import { isCancellation, proxySinks, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow'

export interface FailureSinks extends Sinks {
  failures: { report(): void }
}

const { failures } = proxySinks<FailureSinks>()

/** Tells the worker of a workflow that ends by throwing: `runOperation` lets nothing through but defects. */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async execute(input, next) {
        try {
          return await next(input)
        } catch (error) {
          if (!isCancellation(error)) failures.report()
          throw error
        }
      },
    },
  ],
})

import type { OutboxMessage } from '@coldframe/db'
import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client'
import { taskQueue } from './contracts.ts'

/** The only way in which the house speaks to Temporal's server. Sending the same message again changes nothing. */
export interface WorkflowSender {
  /** False when the message is for a workflow that is not there (yet, or any more). */
  send(message: OutboxMessage): Promise<boolean>
}

export const createWorkflowSender = ({ workflow }: Client): WorkflowSender => ({
  async send(message) {
    switch (message.kind) {
      case 'workflow_start':
        await start(workflow, message)
        return true
      case 'workflow_signal':
        return signal(workflow, message)
    }
  },
})

async function start(workflow: Client['workflow'], message: OutboxMessage & { kind: 'workflow_start' }): Promise<void> {
  try {
    await workflow.start(message.workflowType, {
      taskQueue,
      workflowId: message.workflowId,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [message.input],
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}

async function signal(
  workflow: Client['workflow'],
  message: OutboxMessage & { kind: 'workflow_signal' },
): Promise<boolean> {
  try {
    await workflow.getHandle(message.workflowId).signal(message.signal, message.input)
    return true
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}

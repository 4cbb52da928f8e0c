import type { MailboxOperationInput } from '../contracts.ts'
import { runOperation } from './operation.ts'

/** More mailboxes for a domain that is ready. */
export async function addMailboxes(input: MailboxOperationInput): Promise<void> {
  await runOperation(input, {
    async tell(step) {
      await step('order_licences')
      await step('create_mailboxes')
      await step('await_mailboxes')
    },
  })
}

export async function updateMailbox(input: MailboxOperationInput): Promise<void> {
  await runOperation(input, { tell: (step) => step('rename_mailbox') })
}

export async function removeMailboxes(input: MailboxOperationInput): Promise<void> {
  await runOperation(input, { tell: (step) => step('remove_mailboxes') })
}

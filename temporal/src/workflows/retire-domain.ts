import type { OperationInput } from '../contracts.ts'
import { retireDomain as markRetired } from './books.ts'
import { runOperation } from './operation.ts'

/** Undoes what can be undone, and tells what remains. */
export async function retireDomain(input: OperationInput): Promise<void> {
  await runOperation(input, {
    async tell(step) {
      await step('remove_mailboxes')
      await Promise.all([step('stop_renewals'), step('remove_dns_records')])
      await markRetired(input)
    },
  })
}

import { type OperationInput, retireSteps } from '../contracts.ts'
import { abandonDomain } from './books.ts'
import { type RunStep, runOperation } from './operation.ts'

/** From an order to a domain that has proven its mail. */
export async function provisionDomain(input: OperationInput): Promise<void> {
  await runOperation(input, {
    tell,
    undo: { steps: retireSteps, finish: (end, reason) => abandonDomain(input, end, reason) },
  })

  async function tell(step: RunStep): Promise<void> {
    const named = step('register_domain')
    const delegated = named.then(() => step('delegate_nameservers'))
    const tenant = step('create_tenant')
    const licensed = tenant.then(() => step('accept_agreement')).then(() => step('order_licences'))
    const added = tenant.then(() => step('add_domain'))
    const published = Promise.all([named, added]).then(() => step('publish_verification'))
    const verified = Promise.all([published, delegated]).then(() => step('verify_domain'))

    const mailRecords = verified.then(() => step('publish_mail_records'))
    const dkim = verified.then(() => step('enable_dkim'))
    const mailboxes = Promise.all([verified, licensed])
      .then(() => step('create_mailboxes'))
      .then(() => step('await_mailboxes'))
    const proven = Promise.all([mailRecords, dkim]).then(() => step('verify_dns'))
    await Promise.all([mailboxes, proven])
    await step('prove_mail')
  }
}

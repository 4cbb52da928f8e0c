import type { StepName } from '../contracts.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * How long a step may last before a person is asked, in milliseconds.
 * Each leaves the vendor about twice what its own pages allow for, or a customer two weeks to publish a record.
 */
export const stepDeadlineMs: Record<StepName, number> = {
  register_domain: DAY_MS,
  delegate_nameservers: 14 * DAY_MS,
  create_tenant: HOUR_MS,
  accept_agreement: HOUR_MS,
  order_licences: DAY_MS,
  add_domain: HOUR_MS,
  publish_verification: 14 * DAY_MS,
  // Microsoft: up to 72 hours until a new record is seen everywhere.
  verify_domain: 3 * DAY_MS,
  publish_mail_records: 14 * DAY_MS,
  create_mailboxes: DAY_MS,
  // Microsoft: a mailbox is typically there within 30 minutes, at worst after 24 hours.
  await_mailboxes: 2 * DAY_MS,
  // Microsoft: DKIM records are seen within minutes, at worst after 4 days.
  enable_dkim: 5 * DAY_MS,
  verify_dns: 3 * DAY_MS,
  prove_mail: DAY_MS,
  remove_mailboxes: DAY_MS,
  stop_renewals: DAY_MS,
  remove_dns_records: DAY_MS,
  rename_mailbox: DAY_MS,
}

import type { Provider } from '@coldframe/db'

/** The most that one mailbox may send a day, all of its mail together. */
const capsPerDay: Record<Provider, { paid: number; trial: number }> = {
  // Exchange Online limits: 10,000 recipients in 24 hours; a trial tenant has 5,000 for all of its mailboxes.
  microsoft365: { paid: 10_000, trial: 5_000 },
  // Gmail sending limits in Google Workspace: 2,000 messages, 500 in a trial.
  google_workspace: { paid: 2_000, trial: 500 },
  // No vendor sets a cap; 100 is the upper end of what vendors publish for one warmed mailbox behind shared addresses.
  smtp_relay: { paid: 100, trial: 100 },
}

export const dailyCapOf = (provider: Provider, isTrial = false): number =>
  isTrial ? capsPerDay[provider].trial : capsPerDay[provider].paid

import type { Db, Owner } from '@coldframe/db'
import { recordSignals } from '@coldframe/temporal'
import {
  type BouncedRecipient,
  digestOf,
  MOST_RECIPIENTS,
  readBounce,
  type Sender,
  senderAddressesOf,
  signalsOfReport,
  storable,
} from '@coldframe/temporal/bounces'
import { errors } from '../../errors.ts'

export function createBounceService({ db, clock }: { db: Db; clock: () => Date }) {
  async function findSender(owner: Owner, bytes: Uint8Array, mailboxId: string | null): Promise<Sender | null> {
    if (mailboxId === null) return db.signals.mailboxOfAddresses(owner, senderAddressesOf(bytes))
    const mailbox = await db.mailboxes.get(owner, mailboxId)
    if (!mailbox) throw errors.mailboxNotFound(mailboxId)
    return mailbox
  }

  return {
    async record(owner: Owner, bytes: Uint8Array, mailboxId: string | null) {
      const report = readBounce(bytes)
      const sender = await findSender(owner, bytes, mailboxId)
      const at = (await db.clocks.read(owner.livemode)).ownTimeOf(clock())
      const signals = sender ? signalsOfReport(report, sender, { key: digestOf(bytes), at }) : []
      const accepted = await recordSignals(db, owner, signals, at)
      return {
        kind: report.kind,
        mailboxId: sender?.id ?? null,
        recipients: report.recipients.slice(0, MOST_RECIPIENTS).map(presentRecipient),
        isComplaint: report.complaint?.isComplaint ?? false,
        originalMessageId: report.originalMessageId?.slice(0, 1_000) ?? null,
        accepted,
        duplicates: signals.length - accepted,
      }
    },
  }
}

const presentRecipient = ({ remoteMta: _, originalAddress: __, ...recipient }: BouncedRecipient) => ({
  ...recipient,
  address: storable(recipient.address).slice(0, 1_000),
  diagnostic: storable(recipient.diagnostic),
})

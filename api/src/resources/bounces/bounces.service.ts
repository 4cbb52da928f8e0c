import { createHash } from 'node:crypto'
import type { Db, NewSignal, Owner } from '@coldframe/db'
import { recipientProviderOf } from '@coldframe/temporal'
import { type BouncedRecipient, type BounceReport, readBounce, senderAddressesOf } from '@coldframe/temporal/bounces'
import { errors } from '../../errors.ts'
import { MOST_RECIPIENTS } from './bounces.schemas.ts'

interface Sender {
  id: string
  domainId: string
}

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
      const signals = sender ? signalsOf(report, sender, { digest: digestOf(bytes), at: clock() }) : []
      const accepted = await db.signals.record(owner, signals)
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

const digestOf = (value: Uint8Array | string) => createHash('sha256').update(value).digest('hex')

/** Counted on the day on which they came: the dates in a report are its writer's. */
interface Arrival {
  digest: string
  at: Date
}

type Outcome = Pick<NewSignal, 'type' | 'bounceClass' | 'permanence' | 'diagnostic'>

function signalsOf(report: BounceReport, sender: Sender, { digest, at }: Arrival): NewSignal[] {
  const told = new Map<string, NewSignal>()
  const add = (address: string, outcome: Outcome) => {
    const recipientDomain = address.split('@').at(-1)?.slice(0, 255).toLowerCase() || null
    const what = [report.originalMessageId ?? digest, address.toLowerCase(), outcome.type]
    const id = `report:${digestOf(JSON.stringify(what)).slice(0, 32)}`
    const recipientProvider = recipientProviderOf(recipientDomain)
    const place = {
      mailboxId: sender.id,
      domainId: sender.domainId,
      recipientDomain,
      recipientProvider,
      campaign: null,
    }
    told.set(id, { id, at, ...place, ...outcome })
  }
  if (report.complaint?.isComplaint)
    add('', { type: 'complained', bounceClass: null, permanence: null, diagnostic: null })
  if (report.complaint === null)
    for (const recipient of report.recipients.slice(0, MOST_RECIPIENTS)) add(recipient.address, outcomeOf(recipient))
  return [...told.values()]
}

function outcomeOf({ action, class: bounceClass, permanence, diagnostic: text }: BouncedRecipient): Outcome {
  const diagnostic = storable(text) || null
  if (action === 'failed') return { type: 'bounced', bounceClass, permanence, diagnostic }
  const type = action === 'delayed' ? 'deferred' : 'delivered'
  return { type, bounceClass: null, permanence: null, diagnostic }
}

/** Strangers write these, and Postgres keeps no NUL. */
const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed().slice(0, 2_000)

const presentRecipient = ({ remoteMta: _, originalAddress: __, ...recipient }: BouncedRecipient) => ({
  ...recipient,
  address: storable(recipient.address).slice(0, 1_000),
  diagnostic: storable(recipient.diagnostic),
})

import { createHash } from 'node:crypto'
import type { NewSignal } from '@coldframe/db'
import { recipientProviderOf } from '../rules/recipient-provider.ts'
import type { BouncedRecipient, BounceReport } from './bounce-report.ts'

export const MOST_RECIPIENTS = 1_000

export interface Sender {
  /** Of the mailbox that sent the message. */
  id: string
  domainId: string
}

interface Arrival {
  /** The same for each copy of the report, for want of the id of the message that it is about. */
  key: string
  /** Counted on the day on which it came: the dates in a report are its writer's. */
  at: Date
}

type Outcome = Pick<NewSignal, 'type' | 'bounceClass' | 'permanence' | 'diagnostic'>

/** One for each recipient, or one complaint. The ids are the same whichever way a report comes in, so it is counted once. */
export function signalsOfReport(report: BounceReport, sender: Sender, { key, at }: Arrival): NewSignal[] {
  const told = new Map<string, NewSignal>()
  const add = (address: string, outcome: Outcome, recipient: string | null) => {
    const recipientDomain = address.split('@').at(-1)?.slice(0, 255).toLowerCase() || null
    const what = [report.originalMessageId ?? key, address.toLowerCase(), outcome.type]
    const id = `report:${digestOf(JSON.stringify(what)).slice(0, 32)}`
    const recipientProvider = recipientProviderOf(recipientDomain)
    const place = {
      mailboxId: sender.id,
      domainId: sender.domainId,
      recipientDomain,
      recipientProvider,
      campaign: null,
    }
    told.set(id, { id, at, ...place, ...outcome, recipient })
  }
  if (report.complaint?.isComplaint) add('', complained, complainerOf(report))
  if (report.complaint === null)
    for (const one of report.recipients.slice(0, MOST_RECIPIENTS)) add(one.address, outcomeOf(one), writtenTo(one))
  return [...told.values()]
}

const complained: Outcome = { type: 'complained', bounceClass: null, permanence: null, diagnostic: null }

/** Whoever is redirected to nobody cannot be written to either. */
const writtenTo = ({ originalAddress, address }: BouncedRecipient) => originalAddress || address || null

/** Null where the report hides the address, or names several of whom one complained. */
const complainerOf = ({ recipients: [only, ...others] }: BounceReport) =>
  only && others.length === 0 ? writtenTo(only) : null

export const digestOf = (value: Uint8Array | string) => createHash('sha256').update(value).digest('hex')

function outcomeOf({ action, class: bounceClass, permanence, diagnostic: text }: BouncedRecipient): Outcome {
  const diagnostic = storable(text) || null
  if (action === 'failed') return { type: 'bounced', bounceClass, permanence, diagnostic }
  const type = action === 'delayed' ? 'deferred' : 'delivered'
  return { type, bounceClass: null, permanence: null, diagnostic }
}

/** Strangers write these, and Postgres keeps no NUL. */
export const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed().slice(0, 2_000)

import { type Headers, headerOf, readHeaders } from '../mime/headers.ts'
import { type RecipientAction, recipientActions } from './bounce-report.ts'
import { addressIn } from './text/addresses.ts'

/** One recipient as a delivery report or a text tells of it, before anything is concluded from it. */
export interface RawRecipient {
  address: string
  originalAddress: string | null
  action: RecipientAction
  status: string
  diagnostic: string
  remoteMta: string | null
}

export interface DeliveryStatus {
  reportingMta: string | null
  recipients: RawRecipient[]
  /** Blocks whose recipient is no address: a pipe, a file, a host. */
  nameless: RawRecipient[]
}

/** No real report comes near. */
const MOST_BLOCKS = 1_000

/** RFC 3464 section 2.1: a block for the message, then one for each recipient. */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const blocks = text
    .split(/\n[ \t]*\n/, MOST_BLOCKS)
    .flatMap(perRecipient)
    .slice(0, MOST_BLOCKS)
    .map(readHeaders)
  const told = blocks.filter((block) => block.has('final-recipient') || block.has('original-recipient')).map(readBlock)
  const reporting = blocks.map((block) => headerOf(block, 'reporting-mta')).find((value) => value !== '')
  return {
    reportingMta: reporting === undefined ? null : nameOf(reporting),
    recipients: told.filter(({ address }) => address !== ''),
    nameless: told.filter(({ address }) => address === ''),
  }
}

/** AOL leaves out the empty line between two recipients: then the field that began the block begins the next one. */
function perRecipient(block: string): string[] {
  const first = /^(final-recipient|original-recipient|action):/im.exec(block)?.[1]
  if (first === undefined) return [block]
  const parts = block.split(new RegExp(`\\n(?=${first}:)`, 'i'))
  // What stands before the first of them belongs to it.
  return parts.length > 2 || block.toLowerCase().startsWith(first.toLowerCase()) ? parts : [block]
}

function readBlock(block: Headers): RawRecipient {
  const original = addressIn(afterType(headerOf(block, 'original-recipient')))
  const final = addressIn(afterType(headerOf(block, 'final-recipient')))
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(headerOf(block, 'status'))?.[0] ?? ''
  return {
    address: final || original,
    originalAddress: original || null,
    action: actionOf(headerOf(block, 'action'), status),
    status,
    diagnostic: afterType(headerOf(block, 'diagnostic-code')),
    remoteMta: nameOf(headerOf(block, 'remote-mta')) || null,
  }
}

/** `rfc822; a@example.com`, `smtp; 550 ...`, `dns; mx.example.com`: the type is told before a semicolon, or left out. */
const afterType = (value: string) => value.replace(/^[\w-]{1,30}[ \t]{0,9};/, '').trim()

/** Servers add their address or software behind the name. */
const nameOf = (value: string) => afterType(value).split(/[\s(]/)[0] ?? ''

function actionOf(value: string, status: string): RecipientAction {
  const word = /^[a-z]+/.exec(value.toLowerCase())?.[0]
  const known = recipientActions.find((action) => action === word)
  // Without the field, and with words that the RFC does not know ("expired"), only the status can tell a success.
  return known ?? (status.startsWith('2') ? 'delivered' : 'failed')
}

import { headerOf } from '../../mime/headers.ts'
import { textOf } from '../../mime/part-content.ts'
import { leavesOf, type MailPart } from '../../mime/read-mail.ts'
import { plainTextOf } from './plain-text-of.ts'

/** What people read of a report, apart from what it gives back of the message. */
export interface HumanText {
  said: string
  /** Headers (and body) of the message that came back, as text; empty when none did. */
  returned: string
}

const MOST_CHARACTERS = 64 * 1024

/** Lines by which servers begin to give the message back: those that say enough, whatever follows on the line ... */
const opening = [
  'this is a copy of (?:the|your) message',
  '(?:below this line|enclosed) is (?:a copy|the original)',
  'the headers? of the original message',
  '(?:start|beginning) of (?:the )?(?:returned|original) message',
  'a copy of (?:the|your) (?:original )?message',
]
/** ... and those that must stand alone, since sentences begin like them ("The original message was received at"). */
const alone = [
  '(?:copy of )?(?:the |your )?(?:original|returned|unsent|undelivered|failed|non-delivered) message(?: headers?| text| body| follows| below)?',
  '(?:the )?message (?:headers?|details|text)(?: follows?)?',
  'received headers?',
  'cabeçalho da mensagem',
  'ursprüngliche nachricht',
]
const RETURNED = new RegExp(
  `^[ \\t>]{0,40}(?:[-=_*#]{2,80}[ \\t]{0,9})?(?:(?:${opening.join('|')})[^\\n]{0,100}|(?:${alone.join('|')})[ \\t.:]{0,9}(?:[-=_*#]{2,80}[ \\t]{0,9})?)$`,
  'im',
)

export function humanTextOf(mail: MailPart): HumanText {
  const leaves = leavesOf(mail)
  const at = leaves.findIndex(isReturned)
  const end = leaves.findIndex((part) => isReturned(part) || isStatus(part))
  const before = leaves.slice(0, end < 0 ? undefined : end)
  const returnedPart = at < 0 ? undefined : leaves[at]
  const { said, returned } = splitReturned(readable(before, mail))
  return { said, returned: returnedPart ? textOf(returnedPart, MOST_CHARACTERS).trimStart() : returned }
}

const isReturned = ({ type }: MailPart) =>
  /^(?:message\/(?:rfc822|global|partial|global-headers)|text\/rfc822-headers)$/.test(type)

const isStatus = ({ type }: MailPart) => /^message\/(?:global-)?(?:delivery-status|feedback-report)$/.test(type)

/** The plain text; where a report has none, its HTML; where all is empty, the last part there is. */
function readable(leaves: MailPart[], mail: MailPart): string {
  const plain = leaves.filter(({ type }) => type === 'text/plain').map((part) => textOf(part, MOST_CHARACTERS))
  const text = plain.join('\n').slice(0, MOST_CHARACTERS)
  if (text.trim() !== '') return text
  const page = leaves.find(({ type }) => type === 'text/html')
  if (page) return plainTextOf(textOf(page, MOST_CHARACTERS))
  const hasOwnText = mail.parts.length === 0 && headerOf(mail.headers, 'content-type') !== ''
  return hasOwnText ? mail.body.slice(0, MOST_CHARACTERS) : ''
}

function splitReturned(text: string): HumanText {
  const match = RETURNED.exec(text)
  if (!match) return { said: text, returned: '' }
  return { said: text.slice(0, match.index), returned: text.slice(match.index + match[0].length).trimStart() }
}

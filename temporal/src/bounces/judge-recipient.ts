import type { BouncedRecipient } from './bounce-report.ts'
import { classify } from './classify.ts'
import type { RawRecipient } from './delivery-status.ts'
import { ADDRESS } from './text/addresses.ts'
import { codesOf } from './text/codes.ts'
import { repliesOf, type SmtpStage, stageOf } from './text/smtp-dialogue.ts'

/** What the text of a report says of one recipient, and to all of them. */
export interface Surroundings {
  /** Lines of this recipient alone. */
  own: string
  /** The whole text where there is no other recipient, so that it can be about this one only. */
  whole: string
  /** At which command it was refused, where the text does not tell. */
  stage?: SmtpStage
}

const addresses = new RegExp(ADDRESS, 'gi')

/** Amazon SES and IronPort put their own guess before what the server really said: "5.1.0 - Unknown address error 550-'5.7.1 ...". */
const withoutGuess = (text: string) => text.replace(/^\d\.\d\.\d - Unknown address error (?=\W{0,3}[45]\d\d)/i, '')

/** Words in an address (`no-spam@`, `mailbox-full@`) and behind the `#` of a link are no reasons. */
const withoutNames = (text: string) =>
  text
    .slice(0, 20_000)
    .replace(addresses, '')
    .replace(whoSaid, '')
    .replace(/(https?:\/\/[^\s#]{1,200})#\S{0,200}/g, '$1')

/**
 * Postfix "host mx.example.com[192.0.2.1] said:", Exim "host mx.example.com [192.0.2.1]:", qmail "Giving up on 192.0.2.1.":
 * it tells who refused, not what.
 */
const whoSaid = /\bhost [^\s[]{1,255} ?\[[\da-f.:]{2,45}\](?::\d{1,5})?(?= said:|:|[ \t]*\n)|\bGiving up on \S{1,255}/gi

export function judgeRecipient(raw: RawRecipient, around: Surroundings): BouncedRecipient {
  const reply = repliesOf(around.whole)
  const words = [withoutGuess(raw.diagnostic), reasonOf(around.own), reply, around.own].filter(
    (text) => text.trim() !== '',
  )
  const codes = codesIn([...words, around.whole], raw.status)
  const stage = stageOf(`${around.own}\n${around.whole}`) ?? around.stage ?? null
  const judged = classify({ ...codes, stage, texts: words.map(withoutNames), whole: withoutNames(around.whole) })
  return {
    address: raw.address,
    originalAddress: raw.originalAddress,
    action: raw.action,
    status: codes.status || null,
    replyCode: codes.replyCode || null,
    diagnostic: (words[0] ?? around.whole).replace(/\s+/g, ' ').trim().slice(0, 1_000),
    remoteMta: raw.remoteMta,
    ...judged,
  }
}

/** sendmail: "(reason: 550 5.1.1 ... User unknown)". */
const reasonOf = (text: string) => /\(reason: ([^\n]{1,500})\)/.exec(text)?.[1] ?? ''

function codesIn(words: string[], status: string): { status: string; replyCode: string } {
  const all = words.map((text) => codesOf(text, status))
  return {
    status: all[0]?.status || all.find((codes) => codes.status !== '')?.status || status,
    replyCode: all.find((codes) => codes.replyCode !== '')?.replyCode ?? '',
  }
}

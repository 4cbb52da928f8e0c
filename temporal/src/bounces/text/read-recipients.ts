import { ADDRESS } from './addresses.ts'

/** A recipient as the text names it, with the lines that tell what became of it. */
export interface NamedRecipient {
  address: string
  text: string
}

const MOST_LINES = 400
const MOST_ENTRY_LINES = 12

const named = `[<"'([]{0,2}(${ADDRESS})[>"')\\]]{0,2}`
/** After a word: it ends here, and is no beginning of the address itself ("user" in "user1@example.com"). */
const WORD_END = '(?=[\\s:<"\'([])'

/** "Recipient address: a@example.com", "Could not be delivered to: <a@example.com>", "RCPT TO: ...". */
const label = new RegExp(
  `^[ \\t]{0,40}(?:recipient address|(?:failed |original |intended )?recipients?|rcpt to|addressed to|could not be delivered to|unknown user|user unknown|unable to deliver to|undeliverable to|unable to deliver (?:the |your )?message to|(?:you are )?not a member of this mailing list|invalid (?:address|recipient)|delivery (?:failed )?to|e-?mail address|the following address)(?:[ \\t]{0,9}:|(?<= to|list))[ \\t]{0,9}${named}`,
  'i',
)
/** sendmail 5: "550 <a@example.com>... User unknown", and the same of a transcript. */
const numbered = new RegExp(`^[ \\t]{0,40}[45]\\d\\d[ -](?:\\d\\.\\d{1,3}\\.\\d{1,3} )?${named}\\.\\.\\.`, 'i')
/** The address begins the line: Postfix, qmail, Exim, sendmail 8, Gmail, Exchange, OpenSMTPD. */
const leading = new RegExp(
  `^[ \\t>]{0,40}(?:[*•-][ \\t]{1,9}|\\d{1,3}[.)][ \\t]{1,9})?${named}[ \\t]{0,9}(.{0,200})$`,
  'i',
)
/** What may follow an address that begins a line; in a sentence other words do. */
const afterLeading =
  /^$|^[:,(;<[]|^\.\.\.|^-\s|^(?:on (?:mon|tue|wed|thu|fri|sat|sun)|error\b|invalid\b|unknown\b|user\b|mailbox\b|failed\b|rejected\b|recipient\b|not\b|no\b|does\b|host\b|is\b|was\b|can(?:not|'t)\b)/i
/** "an error delivering your mail to <a@example.com>", Google's "wasn't delivered to a@example.com because". */
const beforeAddress = [
  'deliver(?:ing)? (?:your |the |this )?(?:e-?mail|message)(?: sent)? to',
  'deliver(?:ed|y) to',
  'addressed to',
  '(?:e-?mail|message) (?:you sent )?(?:to|for)',
  'reach(?:ing)?',
  'mailing list',
  'errors?',
  'recipient',
  'address',
  'user',
  'account',
  'mailbox',
]
const sentence = new RegExp(
  `(?:\\b(?:${beforeAddress.join('|')})${WORD_END}[ \\t]{0,9}:?[ \\t]{0,9}|\\bSMTP[:=])${named}`,
  'gi',
)
/** Exchange names whom the message was for, before it names who did not get it. */
const headerOfMessage = /^[ \t]{0,40}(?:to|cc|from|subject|sent):.{0,1000}$/gim
/** SendGrid: "user:000000:<a@example.com> : 192.0.2.250 : ...". */
const colons = new RegExp(`^[^\\s:]{1,64}:\\d{1,20}:${named} :`, 'i')

/** The recipients that a report without RFC 3464 fields names, by the strongest form that it uses. */
export function readNamedRecipients(text: string): NamedRecipient[] {
  const lines = text.split('\n', MOST_LINES).map((line) => line.slice(0, 1_000))
  for (const form of [labelOf, leadingOf, numberedOf, colonsOf]) {
    const found = form === numberedOf ? entriesBefore(lines) : entriesOf(lines, form)
    if (found.length > 0) return found
  }
  return sentencesOf(text)
}

const match = (form: RegExp, line: string) => form.exec(line)?.[1]
const labelOf = (line: string) => match(label, line)
const numberedOf = (line: string) => match(numbered, line)
const colonsOf = (line: string) => match(colons, line)

function leadingOf(line: string): string | undefined {
  const found = leading.exec(line)
  if (!found) return undefined
  return afterLeading.test((found[2] ?? '').trimStart()) ? found[1] : undefined
}

/** Each entry reaches to the next one; a heading of a further section, or what a scanner adds below a line, ends it as well. */
function entriesOf(lines: string[], form: (line: string) => string | undefined): NamedRecipient[] {
  const entries: { address: string; lines: string[] }[] = []
  let isOpen = false
  let before = ''
  for (const line of lines) {
    // Exim names the sender in the same form: "A message sent by" and the address on its own line.
    const address = /sent by\s{0,9}$/i.test(before) ? undefined : form(line)
    if (line.trim() !== '') before = line
    if (address !== undefined) entries.push({ address, lines: [] })
    isOpen = address !== undefined || (isOpen && !/^\s{0,20}(?:-{3,}|_{3,})/.test(line))
    const last = entries.at(-1)
    if (isOpen && last && last.lines.length < MOST_ENTRY_LINES) last.lines.push(line.trim())
  }
  return merge(entries.map((entry) => ({ address: entry.address, text: entry.lines.join('\n') })))
}

/** In a transcript, what a server said stands before the line that draws the conclusion. */
function entriesBefore(lines: string[]): NamedRecipient[] {
  const entries: NamedRecipient[] = []
  let start = 0
  for (const [at, line] of lines.entries()) {
    const address = numberedOf(line)
    if (address === undefined) continue
    const from = Math.max(start, at - MOST_ENTRY_LINES)
    entries.push({ address, text: [line, ...lines.slice(from, at)].map((one) => one.trim()).join('\n') })
    start = at + 1
  }
  return merge(entries)
}

function sentencesOf(text: string): NamedRecipient[] {
  const found = [...text.slice(0, 20_000).replace(headerOfMessage, '').replace(/\s+/g, ' ').matchAll(sentence)].slice(
    0,
    20,
  )
  return merge(found.map(([, address = '']) => ({ address, text: '' })))
}

/** One entry for each address, in the order in which they are first named. */
function merge(entries: NamedRecipient[]): NamedRecipient[] {
  const byAddress = new Map<string, NamedRecipient>()
  for (const { address, text } of entries) {
    const key = address.toLowerCase()
    const known = byAddress.get(key)
    byAddress.set(key, known ? { ...known, text: `${known.text}\n${text}` } : { address, text })
  }
  return [...byAddress.values()].slice(0, 1_000)
}

import { headerOf, readHeaders } from '../../mime/headers.ts'
import type { MailPart } from '../../mime/read-mail.ts'
import { addressesIn } from './addresses.ts'
import type { HumanText } from './human-text.ts'
import { type NamedRecipient, readNamedRecipients } from './read-recipients.ts'

/** Exim and Google; IndiMail. */
const failedHeaders = ['x-failed-recipients', 'x-bounced-address']

/** Who failed, by the text; by Exim's and Google's header; by whom the returned message was for, if that was one. */
export function namedIn(mail: MailPart, human: HumanText): NamedRecipient[] {
  const named = readNamedRecipients(human.said)
  const others = named.filter(({ address }) => !isOurs(mail, address))
  const header = addressesIn(failedHeaders.flatMap((name) => mail.headers.get(name) ?? []).join(','))
  if (others.length > 0 && (header.length === 0 || others.some(({ address }) => header.includes(address))))
    return others
  if (header.length > 0) return header.map((address) => ({ address, text: human.said }))
  if (named.length > 0) return named
  const sole = addressesIn(human.said).filter((address) => !isOurs(mail, address))
  if (sole.length === 1) return sole.map((address) => ({ address, text: human.said }))
  return addressedTo(human.returned).map((address) => ({ address, text: human.said }))
}

/** The report goes to the sender and comes from a server: neither failed, unless nobody else is named. */
function isOurs(mail: MailPart, address: string): boolean {
  const own = addressesIn(`${headerOf(mail.headers, 'to')} ${headerOf(mail.headers, 'from')}`)
  return own.some((one) => one.toLowerCase() === address.toLowerCase())
}

function addressedTo(returned: string): string[] {
  const command = /^[ \t]{0,20}rcpt to: ?(\S{1,320})/im.exec(returned)?.[1]
  if (command !== undefined) return addressesIn(command)
  const headers = readHeaders(returned.split('\n\n', 1)[0]?.replace(/^[ \t]{1,9}(?=\w+:)/gm, '') ?? '')
  const to = addressesIn(headerOf(headers, 'to'))
  return to.length === 1 ? to : []
}

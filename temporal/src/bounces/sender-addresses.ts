import { headerOf } from '../mime/headers.ts'
import { readMail } from '../mime/read-mail.ts'
import { returnedHeaders } from './returned-message.ts'
import { addressesIn } from './text/addresses.ts'
import { humanTextOf } from './text/human-text.ts'

const MOST_BYTES = 4 * 1024 * 1024
const MOST_ADDRESSES = 20

/** Who may have sent the message that a report is about, the likeliest first: it says so itself, and the report goes back to its sender. */
export function senderAddressesOf(bytes: Uint8Array): string[] {
  const mail = readMail(bytes.subarray(0, MOST_BYTES))
  const message = returnedHeaders(humanTextOf(mail).returned)
  const values = [
    ...['from', 'sender', 'return-path'].map((name) => headerOf(message, name)),
    ...['delivered-to', 'x-original-to', 'to'].map((name) => headerOf(mail.headers, name)),
  ]
  const found = values.flatMap(addressesIn).map((address) => address.toLowerCase())
  return [...new Set(found)].slice(0, MOST_ADDRESSES)
}

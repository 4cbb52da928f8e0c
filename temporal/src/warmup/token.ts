import { createHash } from 'node:crypto'

/** Without vowels, so that no word comes about, and without what is easily misread. */
const letters = '23456789BCDFGHJKMNPQRSTVWXZ'
const LENGTH = 10

/** Names one message, by its id and not by chance, so that a message that is sent again is the same one. */
export function tokenOf(messageId: string): string {
  const digest = createHash('sha256').update(messageId).digest()
  return Array.from({ length: LENGTH }, (_, index) => letters.charAt((digest[index] ?? 0) % letters.length)).join('')
}

export const withToken = (subject: string, token: string): string => `${subject} (${token})`

import { rawOf, type StoredMessage } from '../../mail/mailboxes.ts'
import { bodyText } from '../../mail/parse.ts'
import { graphErrors } from './errors.ts'

const fields: Record<string, (message: StoredMessage) => string> = {
  subject: (message) => message.subject,
  from: (message) => `${message.from.name} ${message.from.address}`,
  to: (message) => message.to.map((one) => `${one.name} ${one.address}`).join(' '),
  body: (message) => bodyText(rawOf(message)),
}

const everywhere = (message: StoredMessage) =>
  Object.values(fields)
    .map((read) => read(message))
    .join(' ')

/** `$search` in the simple form of KQL: `"words"` or `"subject:words"`; all words must occur. */
export function searchTest(text: string): (message: StoredMessage) => boolean {
  const inner = /^"(.*)"$/s.exec(text.trim())?.[1] ?? text.trim()
  if (inner === '') throw graphErrors.malformed('The search query is empty.')
  const named = /^(\w+):(.*)$/s.exec(inner)
  const read = (named?.[1] === undefined ? undefined : fields[named[1].toLowerCase()]) ?? everywhere
  const words = (read === everywhere ? inner : (named?.[2] ?? ''))
    .toLowerCase()
    .split(/[\s"\\]+/)
    .filter(Boolean)
  return (message) => {
    const hay = read(message).toLowerCase()
    return words.every((word) => hay.includes(word))
  }
}

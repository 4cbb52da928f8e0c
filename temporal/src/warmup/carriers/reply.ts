import type { FetchMessageObject } from 'imapflow'
import { ProviderError } from '../../providers/errors.ts'
import type { OutgoingMail } from './smtp-sender.ts'

/** A thread is kept by `In-Reply-To`, by all of `References`, and by the subject (RFC 5322 section 3.6.4). */
export function replyTo(original: FetchMessageObject, text: string) {
  const { envelope } = original
  const author = envelope?.from?.[0]
  const subject = envelope?.subject ?? ''
  if (!author?.address || !envelope?.messageId) throw unanswerable()
  const references = [...referencesOf(original.headers), envelope.messageId].join(' ')
  const mail: Omit<OutgoingMail, 'from' | 'messageId'> = {
    to: { address: author.address, name: author.name ?? '' },
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text,
    inReplyTo: envelope.messageId,
    references,
  }
  return { to: author.address, mail }
}

function referencesOf(headers: Buffer | undefined): string[] {
  const unfolded = (headers?.toString('utf8') ?? '').replaceAll(/\r?\n(?=[ \t])/g, '')
  const value = /^references:(.*)$/im.exec(unfolded)?.[1] ?? ''
  return value.match(/<[^<>\s]+>/g) ?? []
}

const unanswerable = () =>
  new ProviderError({
    provider: 'imap',
    kind: 'rejected',
    code: 'no_sender',
    message: 'replyToMessage: the message has no sender, or no id',
  })

import { randomBytes } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mailbox } from './parse.ts'

export interface Draft {
  from: Mailbox
  to: Mailbox[]
  cc: Mailbox[]
  replyTo: Mailbox[]
  subject: string
  body: { type: 'text' | 'html'; content: string }
  headers: { name: string; value: string }[]
  attachments: { filename: string; contentType: string | undefined; content: Buffer }[]
  inReplyTo?: string
}

/** In the form that Exchange Online gives: a server's name on both sides. */
export function newInternetMessageId() {
  const server = `DB9PR03MB${7000 + (randomBytes(1)[0] ?? 0)}`
  return `<${server}${randomBytes(14).toString('hex').toUpperCase()}@${server}.eurprd03.prod.outlook.com>`
}

/** Blind copies are part of the envelope only. */
export function composeMime(draft: Draft, nowMs: number): Promise<Buffer> {
  const composer = new MailComposer({
    from: draft.from,
    to: draft.to,
    cc: draft.cc,
    replyTo: draft.replyTo,
    subject: draft.subject,
    [draft.body.type]: draft.body.content,
    headers: draft.headers.map(({ name, value }) => ({ key: name, value })),
    attachments: draft.attachments,
    inReplyTo: draft.inReplyTo,
    references: draft.inReplyTo,
    date: new Date(nowMs),
    messageId: newInternetMessageId(),
    xMailer: false,
  })
  return composer.compile().build()
}

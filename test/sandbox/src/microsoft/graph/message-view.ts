import { rawOf, type StoredMessage } from '../../mail/mailboxes.ts'
import { bodyText, headersOf, type Mailbox } from '../../mail/parse.ts'
import type { User } from '../state/users.ts'
import { folderId } from './mailbox-lookup.ts'

const recipient = ({ name, address }: Mailbox) => ({ emailAddress: { name: name || address, address } })
const date = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** What a list returns without `$select`; headers have to be asked for. */
export const defaultMessageProperties = [
  'createdDateTime',
  'receivedDateTime',
  'sentDateTime',
  'hasAttachments',
  'internetMessageId',
  'subject',
  'bodyPreview',
  'importance',
  'inferenceClassification',
  'parentFolderId',
  'conversationId',
  'isRead',
  'isDraft',
  'webLink',
  'body',
  'sender',
  'from',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
]

export function messageView(user: User, message: StoredMessage, isImmutable: boolean): Record<string, unknown> {
  const id = isImmutable ? message.immutableId : message.id
  return {
    '@odata.etag': `W/"${message.id.slice(-16)}${message.isRead ? 1 : 0}${message.importance?.at(0) ?? ''}"`,
    id,
    createdDateTime: date(message.receivedAt),
    receivedDateTime: date(message.receivedAt),
    sentDateTime: date(message.sentAt || message.receivedAt),
    hasAttachments: false,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    bodyPreview: message.preview,
    importance: message.importance ?? 'normal',
    inferenceClassification: message.inferenceClassification ?? 'focused',
    parentFolderId: folderId(user, message.folder),
    conversationId: Buffer.from(message.subject.replace(/^(re|fw): */i, '')).toString('base64url'),
    isRead: message.isRead,
    isDraft: message.folder === 'drafts',
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}`,
    sender: recipient(message.from),
    from: recipient(message.from),
    toRecipients: message.to.map(recipient),
    ccRecipients: message.cc.map(recipient),
    bccRecipients: [],
    replyTo: [],
  }
}

const isReport = (message: StoredMessage) =>
  headersOf(rawOf(message)).some(
    ({ name, value }) => name.toLowerCase() === 'content-type' && /^multipart\/report\b.*delivery-status/is.test(value),
  )

/** PidTagMessageClass: Exchange gives reports of failed delivery a class of their own ([MS-OXPROPS], [MS-OXOMSG]). */
export const extendedProperties = (message: StoredMessage) => ({
  singleValueExtendedProperties: [
    { id: 'String 0x001a', value: isReport(message) ? 'REPORT.IPM.Note.NDR' : 'IPM.Note' },
  ],
})

/** What has to be read out of the message itself. */
export const opened = (message: StoredMessage) => ({
  body: { contentType: 'text', content: bodyText(rawOf(message)) },
  internetMessageHeaders: headersOf(rawOf(message)),
})

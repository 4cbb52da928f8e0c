import type { OutgoingMessage } from '../mailbox-provider.ts'
import type { GraphSession } from './graph.ts'

/** Sends as a mailbox. 202 means queued; the answer has no message id. */
export function createMail(graphFor: (tenantId: string) => GraphSession) {
  async function sendMail(tenantId: string, senderExternalId: string, message: OutgoingMessage): Promise<void> {
    const body = {
      message: {
        subject: message.subject,
        body: { contentType: 'Text', content: message.text },
        from: { emailAddress: { address: message.from } },
        toRecipients: [{ emailAddress: { address: message.to } }],
      },
      saveToSentItems: true,
    }
    const path = `/users/${encodeURIComponent(senderExternalId)}/sendMail`
    await graphFor(tenantId).request({ operation: 'sendMail', method: 'POST', path, body })
  }
  return { sendMail }
}

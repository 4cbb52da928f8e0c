import type { ImapFlow } from 'imapflow'
import type { OnCall } from '../call-report.ts'
import { withImap } from '../imap/with-imap.ts'

/** Where receivers send their aggregate reports. */
export interface ReportMailbox {
  /** Hands on each message that was not handed on before, oldest first, at most `most`; answers with how many. */
  takeNew(most: number, take: (raw: Buffer) => Promise<void>): Promise<number>
}

/** By IMAP. A message is marked as read when it has been taken: what a crash or a failure leaves comes again. */
export const createImapReportMailbox = (url: string, onCall?: OnCall): ReportMailbox => ({
  takeNew: (most, take) =>
    withImap({ url, onCall, call: 'readReports' }, async (client) => {
      const lock = await client.getMailboxLock('INBOX')
      try {
        const uids = (await client.search({ seen: false }, { uid: true })) || []
        const wanted = uids.slice(0, most)
        for (const uid of wanted) await takeOne(client, uid, take)
        return wanted.length
      } finally {
        lock.release()
      }
    }),
})

async function takeOne(client: ImapFlow, uid: number, take: (raw: Buffer) => Promise<void>): Promise<void> {
  const message = await client.fetchOne(`${uid}`, { source: true }, { uid: true })
  // Somebody else has removed it meanwhile.
  const source = message ? message.source : undefined
  if (!source) return
  await take(source)
  await client.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true })
}

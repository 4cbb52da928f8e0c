import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { ProviderError } from '../../providers/errors.ts'

/** UIDs are good within one folder, as long as its UIDVALIDITY is the same (RFC 9051 section 2.3.1.1). */
export interface MessageHandle {
  folder: string
  uidValidity: string
  uid: number
}

export const writeHandle = ({ folder, uidValidity, uid }: MessageHandle): string => `${uidValidity}:${uid}:${folder}`

export function readHandle(text: string): MessageHandle {
  const parts = /^(\d+):(\d+):(.+)$/s.exec(text)
  if (!parts?.[1] || !parts[3]) throw messageGone()
  return { uidValidity: parts[1], uid: Number(parts[2]), folder: parts[3] }
}

export async function inFolder<T>(
  client: ImapFlow,
  path: string,
  mode: { readOnly: boolean },
  run: (uidValidity: string) => Promise<T>,
): Promise<T> {
  const lock = await client.getMailboxLock(path, mode)
  try {
    const selected = client.mailbox
    return await run(selected === false ? '0' : String(selected.uidValidity))
  } finally {
    lock.release()
  }
}

/** Runs in the folder of a message that is still there. */
export function withMessage<T>(client: ImapFlow, handle: string, run: (message: FetchMessageObject) => Promise<T>) {
  const { folder, uidValidity, uid } = readHandle(handle)
  return inFolder(client, folder, { readOnly: false }, async (current) => {
    const message =
      current === uidValidity && (await client.fetchOne(String(uid), { envelope: true, headers: true }, { uid: true }))
    if (!message) throw messageGone()
    return run(message)
  })
}

export const messageGone = () =>
  new ProviderError({
    provider: 'imap',
    kind: 'not_found',
    code: 'no_message',
    message: 'the message is not there any more',
  })

/** A server that can't do what it is asked answers NO, which imapflow tells as `false`. */
export function mustSucceed<T>(operation: string, answer: T | false): T {
  if (answer !== false) return answer
  const message = `${operation}: the server refuses it`
  throw new ProviderError({ provider: 'imap', kind: 'rejected', code: 'no', message })
}

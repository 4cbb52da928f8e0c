import type { Found, WarmupCarrier, WarmupMessage } from '../src/warmup/carriers/warmup-carrier.ts'

interface Letter {
  handle: string
  token: string
  from: string
  to: string
  folder: 'inbox' | 'spam'
  isRead: boolean
  isImportant: boolean
  replies: string[]
}

interface PostOfficeOptions {
  /** Where a letter is put; null for one that never comes. */
  sort?: (letter: { from: string; to: string; token: string }) => Letter['folder'] | null
  /** The address behind a vendor's id. */
  addressOf?: (externalId: string) => string
  /** Asked before and after a letter is taken: throws where a test lets the sender die. */
  onSend?: (moment: 'before' | 'after', message: WarmupMessage) => void
}

/** A world of letters between mailboxes: what was sent is counted here, whatever the books say. */
export function createPostOffice({ sort = () => 'inbox', addressOf = (id) => id, onSend }: PostOfficeOptions = {}) {
  const sent: { token: string; from: string; to: string }[] = []
  const letters: Letter[] = []
  const found = (handle: string) => {
    const letter = letters.find((one) => one.handle === handle)
    if (!letter) throw new Error(`There is no letter ${handle}`)
    return letter
  }

  function open(externalId: string): WarmupCarrier {
    const own = addressOf(externalId)
    return {
      async send(message) {
        onSend?.('before', message)
        const { token, to } = message
        const record = { token, from: own, to: to.address }
        sent.push(record)
        const folder = sort(record)
        const handle = `letter-${sent.length}`
        if (folder) letters.push({ ...record, handle, folder, isRead: false, isImportant: false, replies: [] })
        onSend?.('after', message)
      },
      hasSent: async (token) => sent.some((one) => one.token === token && one.from === own),
      async find(token, from): Promise<Found> {
        const letter = letters.find((one) => one.token === token && one.from === from && one.to === own)
        if (!letter) return { placement: 'missing', message: null, reason: null }
        return { placement: letter.folder, message: { handle: letter.handle, isRead: letter.isRead }, reason: null }
      },
      async rescue(handle) {
        found(handle).folder = 'inbox'
        return handle
      },
      async markRead(handle) {
        found(handle).isRead = true
      },
      async markImportant(handle) {
        found(handle).isImportant = true
      },
      async reply(handle, text) {
        found(handle).replies.push(text)
      },
      close: async () => {},
    }
  }
  return { open, sent, letters }
}

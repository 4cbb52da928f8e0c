import type { Placement } from '../../rules/warmup/placement.ts'

export interface WarmupMessage {
  to: { address: string; displayName: string }
  subject: string
  text: string
  /** Stands in the subject, by which the message is found; also a header, by which its owner can filter. */
  token: string
}

/** Names the message for its owner's filters and for those who keep statistics of campaigns. */
export const TOKEN_HEADER = 'X-Coldframe-Warmup'

export interface FoundMessage {
  /** The carrier's own name for it, good until the message is moved. */
  handle: string
  isRead: boolean
}

export interface Found {
  placement: Placement
  /** Null where it is missing, or unknown. */
  message: FoundMessage | null
  /** Why nobody could say where it is: a kind of `ProviderError`, or what stands in the way; null where it was seen. */
  reason: string | null
}

/**
 * One mailbox of the pool, as its owner would use it. All but `find` throw a `ProviderError` when they fail.
 * Only the calls named here touch the mailbox, and only messages with a token.
 */
export interface WarmupCarrier {
  /** Accepted means queued. Each call sends: who does not know whether one was accepted must not call again. */
  send(message: WarmupMessage): Promise<void>
  /** Whether the message lies among what this mailbox has sent. True is a proof, false is none. */
  hasSent(token: string): Promise<boolean>
  /**
   * Where the message of `from` lies. `missing` means that all folders were looked through. A failure to look, and a
   * message that somebody has moved elsewhere, are `unknown`.
   */
  find(token: string, from: string): Promise<Found>
  /** Out of junk into the inbox; answers with the new handle. */
  rescue(handle: string): Promise<string>
  markRead(handle: string): Promise<void>
  markImportant(handle: string): Promise<void>
  /** Answers the sender in the thread: `In-Reply-To`, `References` and the subject are those of the message. */
  reply(handle: string, text: string): Promise<void>
  close(): Promise<void>
}

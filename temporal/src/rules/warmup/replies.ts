import { shareOf } from './random.ts'

const SHORTEST_MS = 20 * 60_000
const LONGEST_MS = 4 * 3_600_000

/** Whether a message is answered: one decision for each message, which is the same whenever it is asked for. */
export const isAnswered = (messageId: string, replyRate: number): boolean => shareOf(`answer ${messageId}`) < replyRate

/** How long after it was found; nobody answers at once, and not all after the same time. */
export const answerDelayMs = (messageId: string): number =>
  SHORTEST_MS + Math.floor(shareOf(`delay ${messageId}`) * (LONGEST_MS - SHORTEST_MS))

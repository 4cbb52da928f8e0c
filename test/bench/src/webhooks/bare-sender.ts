import { z } from 'zod'
import { startChild } from './child.ts'

const Answer = z.object({ perSecond: z.number() })

/** Messages per second that a bare signed sender brings to `url`. */
export async function measureBareSender(task: { url: string; body: string; count: number; atOnce: number }) {
  const child = startChild('bare-sender-process.ts')
  try {
    return Answer.parse(await child.ask(task)).perSecond
  } finally {
    child.stop()
  }
}

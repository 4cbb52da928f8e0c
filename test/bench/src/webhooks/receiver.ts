import { z } from 'zod'
import { startChild } from './child.ts'

const Counts = z.record(z.string(), z.object({ taken: z.number(), firstAt: z.number(), lastAt: z.number() }))
const Report = z.object({ url: z.string(), counts: Counts })

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** A subscriber on this machine, in a process of its own. */
export async function startReceiver() {
  const child = startChild('receiver-process.ts')
  const report = async () => Report.parse(await child.ask({}))
  const { url } = await report()
  return {
    url,
    /** What came to a path; times by the receiver's clock, in milliseconds. */
    async countOf(path: string) {
      return (await report()).counts[path] ?? { taken: 0, firstAt: 0, lastAt: 0 }
    },
    stop: () => child.stop(),
  }
}

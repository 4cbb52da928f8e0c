import { execFile } from 'node:child_process'
import path from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { z } from 'zod'
import { figure } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'

const program = path.resolve(import.meta.dirname, '../warmup/plan-process.ts')
const domains = 1_000
const mailboxes = 100
/** So that what is not needed is given back, as in a container of that size. */
const heapMiB = 384

const Planned = z.object({
  seconds: z.number(),
  peakMiB: z.number(),
  messages: z.number(),
  wanted: z.number(),
  limits: z.number(),
})

/** One day's plan of a pool: limits, who writes to whom, and when. */
export const warmup: Run = async ({ args, say, signal }) => {
  parseArgs({ args })
  const plan = async (count: number) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [`--max-old-space-size=${heapMiB}`, program, String(count), String(mailboxes)],
      {
        signal,
      },
    )
    const planned = Planned.parse(JSON.parse(stdout))
    const { seconds, peakMiB, messages, limits } = planned
    say(
      `${count} domains: ${limits} limits, ${messages} messages in ${seconds.toFixed(2)} s, ${peakMiB.toFixed(0)} MiB`,
    )
    return planned
  }
  const half = await plan(domains / 2)
  const { seconds, peakMiB, messages, wanted, limits } = await plan(domains)
  return {
    name: 'warmup',
    figures: [
      figure('plan_of_a_day', seconds, 's', { atMost: 10 }),
      figure('peak_memory', peakMiB, 'MiB', { atMost: 512 }),
      figure('mailboxes', limits, 'mailboxes', { exactly: domains * mailboxes }),
      figure('messages_placed', messages / wanted, 'share', { atLeast: 0.99 }),
      // Twice the mailboxes should take twice the time.
      figure('growth_of_time', seconds / half.seconds / 2, 'ratio', { atMost: 1.5 }),
    ],
  }
}

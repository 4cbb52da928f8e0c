import { parseArgs } from 'node:util'
import { figure } from '../harness/figure.ts'
import type { Run } from '../harness/run-named.ts'
import { measureOverhead } from '../sdk/overhead.ts'

/** What a call through the SDK costs over one by the platform's own fetch. */
export const sdk: Run = async ({ args, say }) => {
  parseArgs({ args })
  const { sdkMicros, fetchMicros, ratio } = await measureOverhead(say)
  return {
    name: 'sdk',
    figures: [
      figure('sdk_call', sdkMicros, 'µs'),
      figure('fetch_call', fetchMicros, 'µs'),
      figure('sdk_to_fetch', ratio, 'ratio', { atMost: 1.3 }),
    ],
  }
}

import { parseArgs } from 'node:util'
import { z } from 'zod'

export const usage = `Usage: npm start -- [flags]

  --port N         port of the API (3000, or the next free one)
  --delays D       how long the sandbox world lets one wait: zero, small (default) or realistic
  --day-seconds N  how long a day of the sandbox lasts: 1 to 86400 (60)
  --no-order       do not place the first order
  --story          instead of it show a fleet in which a domain burns; a day then lasts 2 seconds
  --reset          remove the data of earlier starts first
  --help           this text`

const isPort = (value: number) => Number.isInteger(value) && value >= 1 && value <= 65_535
/** As long as the worker takes. */
const isDay = (value: number) => value >= 1 && value <= 86_400

const Flags = z.object({
  port: z.coerce.number().refine(isPort, 'is not a port (1 to 65535)').optional(),
  delays: z.enum(['zero', 'small', 'realistic'], 'is not one of zero, small, realistic').optional(),
  'day-seconds': z.coerce.number().refine(isDay, 'is not 1 to 86400').optional(),
  'no-order': z.boolean().default(false),
  story: z.boolean().default(false),
  reset: z.boolean().default(false),
  help: z.boolean().default(false),
})
export type StartOptions = z.output<typeof Flags>

const options = {
  port: { type: 'string' },
  delays: { type: 'string' },
  'day-seconds': { type: 'string' },
  'no-order': { type: 'boolean' },
  story: { type: 'boolean' },
  reset: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Throws an error that can be shown as it is. */
export function readStartOptions(args: string[]): StartOptions {
  const { values } = parseArgs({ args, options, strict: true, allowPositionals: false })
  const parsed = Flags.safeParse(values)
  if (parsed.success) return parsed.data
  throw new Error(parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`).join('\n'))
}

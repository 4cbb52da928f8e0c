import { z } from 'zod'
import { delayPresets } from './world/delays.ts'

const port = z.coerce.number().int().min(0).max(65_535).default(0)

const Environment = z.object({
  /** Folder of the world's state; the same folder is the same world. */
  SANDBOX_DATA_DIR: z.string().min(1).default('.coldframe/sandbox'),
  SANDBOX_VENDORS_PORT: port,
  SANDBOX_CONTROL_PORT: port,
  SANDBOX_DNS_PORT: port,
  /** Without it the world keeps the delays of its last run; a new one starts with `small`. */
  SANDBOX_DELAYS: z.enum(delayPresets).optional(),
  SANDBOX_DELAY_SCALE: z.coerce.number().min(0).max(10).optional(),
})

export function readConfig(environment: Record<string, string | undefined> = process.env) {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) throw new Error(`Sandbox settings are wrong: ${z.prettifyError(parsed.error)}`)
  const { SANDBOX_DELAYS: preset, SANDBOX_DELAY_SCALE: scale, ...own } = parsed.data
  return {
    dataDir: own.SANDBOX_DATA_DIR,
    vendorsPort: own.SANDBOX_VENDORS_PORT,
    controlPort: own.SANDBOX_CONTROL_PORT,
    dnsPort: own.SANDBOX_DNS_PORT,
    delays: preset === undefined ? null : { preset, scale },
  }
}

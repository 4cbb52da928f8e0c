import path from 'node:path'
import { sandboxEnvironment } from '@coldframe/sandbox/environment'
import { z } from 'zod'
import type { ChildSpec } from './child.ts'
import { root } from './paths.ts'
import { whenPrinted } from './readiness.ts'

const Ready = z.object({
  ready: z.literal(true),
  vendorsUrl: z.url(),
  controlUrl: z.url(),
  dns: z.object({ host: z.string(), port: z.number() }),
  caFile: z.string(),
})
export type SandboxAddresses = z.output<typeof Ready>
export type Delays = 'zero' | 'small' | 'realistic'

export type SandboxOptions = {
  entry: string
  dataDirectory: string
  ports: { vendors: number; control: number; dns: number }
  delays?: Delays
  delayScale?: number
  environment: Record<string, string>
}

const optional = (name: string, value: string | number | undefined) =>
  value === undefined ? {} : { [name]: `${value}` }

/** The sandbox world as a child to supervise; its addresses are known once it is ready. */
export function createSandbox({ entry, dataDirectory, ports, delays, delayScale, environment }: SandboxOptions) {
  let addresses: SandboxAddresses | null = null
  const spec: ChildSpec = {
    name: 'sandbox',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', entry],
    directory: root,
    environment: {
      ...environment,
      SANDBOX_DATA_DIR: path.join(dataDirectory, 'sandbox'),
      SANDBOX_VENDORS_PORT: String(ports.vendors),
      SANDBOX_CONTROL_PORT: String(ports.control),
      SANDBOX_DNS_PORT: String(ports.dns),
      ...optional('SANDBOX_DELAYS', delays),
      ...optional('SANDBOX_DELAY_SCALE', delayScale),
    },
    isReady: whenPrinted((line) => {
      addresses = Ready.safeParse(line).data ?? null
      return addresses !== null
    }),
    stopTimeoutMs: 1500,
  }
  return {
    spec,
    addresses: () => {
      if (!addresses) throw new Error('The sandbox is not ready.')
      return addresses
    },
  }
}

/** The vendor settings of a product that works in this world. */
export function vendorSettings({ vendorsUrl, dns }: SandboxAddresses): Record<string, string> {
  return sandboxEnvironment({ vendorsUrl, dnsPort: dns.port })
}

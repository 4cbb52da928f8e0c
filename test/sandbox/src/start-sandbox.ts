import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Certificates, loadCertificates } from './certificates.ts'
import { createControlServer } from './control/server.ts'
import { createPowerDnsVendor } from './dns/powerdns/vendor.ts'
import { startDnsServer } from './dns/server.ts'
import { sandboxEnvironment } from './environment.ts'
import { seed } from './microsoft/seed.ts'
import { microsoftVendors } from './microsoft/vendors.ts'
import { createRegistrarVendor } from './registrar/route53-domains.ts'
import { createVendorServer } from './vendor-server.ts'
import { createWorld, type WorldParts } from './world/create-world.ts'
import type { Delays } from './world/delays.ts'
import type { World } from './world/world.ts'

export interface SandboxOptions {
  dataDir: string
  /** 0, or nothing, takes any free port. */
  vendorsPort?: number
  controlPort?: number
  dnsPort?: number
  /** Null, or nothing, keeps those of the last run, or `small`. */
  delays?: Delays | null
}

export interface Sandbox {
  vendorsUrl: string
  controlUrl: string
  dns: { host: string; port: number }
  caFile: string
  environment: Record<string, string>
  world: World
  close(): Promise<void>
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const dataDir = path.resolve(options.dataDir)
  const certificates = loadCertificates(dataDir)
  const parts = createWorld({ dataDir, delays: options.delays ?? null })
  const closers = [async () => parts.close()]
  // The state is closed last, when nobody asks for it any more.
  const close = async () => {
    const [closeState, ...listeners] = closers.splice(0)
    await Promise.all(listeners.map((closeListener) => closeListener()))
    await closeState?.()
  }
  try {
    seed(parts.world)
    const listening = await startListeners(parts, certificates, options, closers)
    return { ...listening, caFile: certificates.caFile, world: parts.world, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function startListeners(
  parts: WorldParts,
  certificates: Certificates,
  options: SandboxOptions,
  closers: (() => Promise<void>)[],
) {
  const vendors = [
    createRegistrarVendor(parts.registry),
    createPowerDnsVendor(parts.hosts.managed),
    ...microsoftVendors,
  ]
  const vendorServer = await createVendorServer(parts, vendors, certificates)
  closers.push(() => vendorServer.close())
  const vendorsUrl = `https://localhost:${await listen(vendorServer, options.vendorsPort)}`
  parts.world.vendorsUrl = vendorsUrl
  const controlServer = createControlServer(parts)
  closers.push(() => controlServer.close())
  const controlUrl = `http://127.0.0.1:${await listen(controlServer, options.controlPort)}`
  const { host, port, close } = await startDnsServer(parts.resolver, parts.faults, options.dnsPort ?? 0)
  closers.push(close)
  const environment = sandboxEnvironment({ vendorsUrl, dnsPort: port })
  return { vendorsUrl, controlUrl, dns: { host, port }, environment }
}

async function listen(app: FastifyInstance, port = 0) {
  await app.listen({ port, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The listener has no port')
  return address.port
}

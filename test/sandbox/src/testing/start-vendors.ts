import tls from 'node:tls'
import type { Test } from 'tap'
import { loadCertificates } from '../certificates.ts'
import { createVendorServer } from '../vendor-server.ts'
import { createWorld, type WorldParts } from '../world/create-world.ts'
import type { Delays } from '../world/delays.ts'
import type { Vendor } from '../world/world.ts'

export interface StartOptions {
  vendors: (parts: WorldParts) => Vendor[]
  delays?: Delays
  now?: () => number
}

/** A world in memory with some vendors on a TLS listener that this process trusts; closed with the test. */
export async function startVendors(t: Test, { vendors, delays = { preset: 'zero' }, now }: StartOptions) {
  const parts = createWorld({ dataDir: null, delays, now })
  const certificates = loadCertificates(t.testdir())
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificates.ca])
  const app = await createVendorServer(parts, vendors(parts), certificates)
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    await app.close()
    parts.close()
  })
  const address = app.server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { parts, ca: certificates.ca, url: `https://localhost:${port}` }
}

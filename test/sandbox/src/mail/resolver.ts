import type { DNSResolver } from 'mailauth'
import type { World } from '../world/world.ts'

const missing = (name: string, type: string) =>
  Object.assign(new Error(`query${type} ENOTFOUND ${name}`), { code: 'ENOTFOUND' })

const exchange = (value: string) => {
  const [priority, host = ''] = value.split(/\s+/)
  return { priority: Number(priority), exchange: host.replace(/\.$/, '') }
}

/** Answers like `dns.promises.resolve`, out of the world's zones. */
export function worldResolver(world: World): DNSResolver {
  return async (name, type) => {
    const values = world.zones.resolve(name.toLowerCase(), type)
    if (values.length === 0) throw missing(name, type)
    if (type === 'TXT') return values.map((value) => [value])
    // mailauth types its resolver for TXT alone, and asks it for MX records too.
    if (type === 'MX') return values.map(exchange) as unknown as string[]
    return values
  }
}

import { createHash } from 'node:crypto'
import type { World } from '../world/world.ts'

/** What the real `spf.protection.outlook.com` lists. */
const spfRanges =
  'v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip4:52.100.0.0/15 ip4:52.102.0.0/16 ip4:52.103.0.0/17 ip4:104.47.0.0/17 ip6:2a01:111:f400::/48 ip6:2a01:111:f403::/49 -all'
const ttlSeconds = 3600

/** An outbound host of Exchange Online: name, greeting and address belong together. */
export const outboundHosts = [
  {
    helo: 'EUR05-DB8-obe.outbound.protection.outlook.com',
    host: 'mail-db8eur05on2087.outbound.protection.outlook.com',
    ip: '40.107.20.87',
  },
  {
    helo: 'EUR03-AM7-obe.outbound.protection.outlook.com',
    host: 'mail-am7eur03on2104.outbound.protection.outlook.com',
    ip: '40.107.105.104',
  },
  {
    helo: 'NAM12-BN8-obe.outbound.protection.outlook.com',
    host: 'mail-bn8nam12on2091.outbound.protection.outlook.com',
    ip: '40.107.237.91',
  },
] as const

export function publishMicrosoft(world: World) {
  world.zones.publish('spf.protection.outlook.com', 'TXT', ttlSeconds, [spfRanges])
  world.zones.publish('autodiscover.outlook.com', 'A', ttlSeconds, ['52.96.183.8'])
  for (const { helo, host, ip } of outboundHosts) {
    world.zones.publish(helo.toLowerCase(), 'A', ttlSeconds, [ip])
    world.zones.publish(host, 'A', ttlSeconds, [ip])
  }
}

/** A tenant's own `onmicrosoft.com` name sends and receives mail from its first moment. */
export function publishInitialDomain(world: World, prefix: string) {
  const domain = `${prefix}.onmicrosoft.com`
  const exchange = `${prefix}.mail.protection.outlook.com`
  world.zones.publish(domain, 'TXT', ttlSeconds, ['v=spf1 include:spf.protection.outlook.com -all'])
  world.zones.publish(domain, 'MX', ttlSeconds, [`0 ${exchange}`])
  publishMailExchange(world, exchange)
}

/** Addresses of the range in which the real inbound hosts are. */
export function publishMailExchange(world: World, host: string) {
  const [second = 0, last = 0] = createHash('sha256').update(host).digest()
  world.zones.publish(host, 'A', ttlSeconds, [`52.101.${second % 128}.${1 + (last % 250)}`])
}

export const isMicrosoftExchange = (host: string) =>
  host.endsWith('.mx.microsoft') || host.endsWith('.mail.protection.outlook.com')

export const publishDkimKey = (world: World, name: string, publicKey: string) =>
  world.zones.publish(name, 'TXT', ttlSeconds, [`v=DKIM1; k=rsa; p=${publicKey};`])

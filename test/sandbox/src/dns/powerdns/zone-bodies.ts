import { findSet, type HostedZone, type ZoneHost, type ZoneSet } from '../zone-host.ts'

/** Reply shapes of PowerDNS 4.7. */
export function zoneSummary(zone: HostedZone, serverId: string) {
  const name = `${zone.name}.`
  const serial = zoneSerial(zone)
  return {
    account: zone.account,
    catalog: '',
    dnssec: false,
    edited_serial: serial,
    id: name,
    kind: zone.kind,
    last_check: 0,
    masters: [],
    name,
    notified_serial: 0,
    serial,
    url: `/api/v1/servers/${serverId}/zones/${name}`,
  }
}

export function zoneBody(zone: HostedZone, serverId: string, rrsets: ZoneSet[] | null) {
  return {
    ...zoneSummary(zone, serverId),
    api_rectify: false,
    master_tsig_key_ids: [],
    nsec3narrow: false,
    nsec3param: '',
    ...(rrsets ? { rrsets: rrsets.map(setBody) } : {}),
    slave_tsig_key_ids: [],
    soa_edit: '',
    soa_edit_api: zone.soaEditApi,
  }
}

const setBody = ({ name, type, ttlSeconds, records, comments }: ZoneSet) => ({
  comments,
  name: `${name}.`,
  records,
  ttl: ttlSeconds,
  type,
})

export function serverBody(serverId: string) {
  const url = `/api/v1/servers/${serverId}`
  return {
    autoprimaries_url: `${url}/autoprimaries{/autoprimary}`,
    config_url: `${url}/config{/config_setting}`,
    daemon_type: 'authoritative',
    id: serverId,
    type: 'Server',
    url,
    version: '4.7.3',
    zones_url: `${url}/zones{/zone}`,
  }
}

function zoneSerial(zone: HostedZone) {
  const [soa] = findSet(zone, zone.name, 'SOA')?.records ?? []
  return Number(soa?.content.split(/\s+/)[2] ?? 0)
}

/** SOA-EDIT-API DEFAULT: YYYYMMDDnn, and one more with each change. */
export function raiseSerial(host: ZoneHost, zone: HostedZone, now: number) {
  const set = findSet(zone, zone.name, 'SOA')
  const [soa] = set?.records ?? []
  if (!set || !soa) return
  const firstOfDay = Number(`${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}01`)
  const words = soa.content.split(/\s+/)
  const serial = Math.max(firstOfDay, Number(words[2]) + 1)
  const content = words.with(2, String(serial)).join(' ')
  host.putSet(zone.name, { ...set, records: [{ content, disabled: false }] })
}

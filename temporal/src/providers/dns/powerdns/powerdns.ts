import { z } from 'zod'
import { type OnCall, reportCall } from '../../call-report.ts'
import { isProviderError, ProviderError } from '../../errors.ts'
import { type HttpReply, kindOfStatus, parseAnswer, parseJson, sendHttp, shorten } from '../../http.ts'
import { parseRetryAfter } from '../../retry-after.ts'
import type { VendorConfig } from '../../vendor-config.ts'
import type { DnsProvider, RecordSet, RecordSetChange } from '../dns-provider.ts'
import { absoluteName, fromContent, relativeName, toContent } from './rdata.ts'

/** The comment on a record set that says who wrote it. */
const OWNER = 'coldframe'

const RecordSets = z.object({
  rrsets: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      ttl: z.number().int(),
      records: z.array(z.object({ content: z.string(), disabled: z.boolean().default(false) })),
      comments: z.array(z.object({ account: z.string().default('') })).default([]),
    }),
  ),
})
type PowerdnsSet = z.output<typeof RecordSets>['rrsets'][number]

const Fault = z.object({ error: z.string() })

interface PowerdnsDeps {
  onCall?: OnCall | undefined
}

/** https://doc.powerdns.com/authoritative/http-api/ */
export function createPowerdns(config: VendorConfig, { onCall }: PowerdnsDeps = {}): DnsProvider {
  const zones = `${config.POWERDNS_URL.replace(/\/$/, '')}/api/v1/servers/${config.POWERDNS_SERVER_ID}/zones`
  const nameservers = config.POWERDNS_NAMESERVERS.map(relativeName)

  function request(operation: string, method: string, url: string, body?: unknown): Promise<HttpReply> {
    return reportCall(onCall, 'powerdns', operation, async () => {
      const reply = await sendHttp({
        provider: 'powerdns',
        operation,
        url,
        method,
        headers: {
          'x-api-key': config.POWERDNS_API_KEY,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      if (reply.status < 200 || reply.status >= 300) throw powerdnsError(operation, reply)
      return reply
    })
  }

  async function ensureZone(zone: string): Promise<{ nameservers: string[] }> {
    try {
      await request('getZone', 'GET', `${zoneUrl(zone)}?rrsets=false`)
    } catch (error) {
      if (!isProviderError(error, 'not_found')) throw error
      await createZone(zone)
    }
    return { nameservers }
  }

  async function createZone(zone: string): Promise<void> {
    const body = { name: absoluteName(zone), kind: 'Native', nameservers: nameservers.map(absoluteName) }
    await request('createZone', 'POST', zones, body).catch((error) => {
      if (!isProviderError(error, 'conflict')) throw error
    })
  }

  async function listRecordSets(zone: string): Promise<RecordSet[]> {
    const reply = await request('getZone', 'GET', zoneUrl(zone))
    const { rrsets } = parseAnswer(RecordSets, reply.text, { provider: 'powerdns', operation: 'getZone' })
    // The server keeps the SOA by itself.
    return rrsets.filter(({ type }) => type !== 'SOA').map(toRecordSet)
  }

  async function applyChanges(zone: string, changes: RecordSetChange[]): Promise<void> {
    if (changes.length === 0) return
    await request('patchZone', 'PATCH', zoneUrl(zone), { rrsets: changes.map(toChange) })
  }

  const zoneUrl = (zone: string) => `${zones}/${encodeURIComponent(absoluteName(zone))}`
  return { ensureZone, listRecordSets, applyChanges }
}

function toRecordSet({ name, type, ttl, records, comments }: PowerdnsSet): RecordSet {
  return {
    name: relativeName(name),
    type,
    ttlSeconds: ttl,
    values: records.filter(({ disabled }) => !disabled).map(({ content }) => fromContent(type, content)),
    owner: comments.some(({ account }) => account === OWNER) ? 'coldframe' : 'customer',
  }
}

function toChange({ name, type, ttlSeconds, values, owner }: RecordSetChange) {
  const set = { name: absoluteName(name), type }
  if (values.length === 0) return { ...set, changetype: 'DELETE' }
  const records = values.map((value) => ({ content: toContent(type, value), disabled: false }))
  const change = { ...set, changetype: 'REPLACE', ttl: ttlSeconds, records }
  // Without the field the comments of others stay as they are.
  return owner === 'coldframe' ? { ...change, comments: [{ content: 'Managed by Coldframe', account: OWNER }] } : change
}

function powerdnsError(operation: string, reply: HttpReply): ProviderError {
  const fault = Fault.safeParse(parseJson(reply.text)).data
  const text = fault?.error ?? `status ${reply.status}`
  return new ProviderError({
    provider: 'powerdns',
    kind: kindOfStatus(reply.status),
    code: String(reply.status),
    message: `${operation}: ${shorten(text)}`,
    retryAfterMs: parseRetryAfter(reply.headers.get('retry-after')),
  })
}

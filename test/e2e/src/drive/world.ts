import { z } from 'zod'

/** What the sandbox world tells about itself. */
const Counts = z.object({ counts: z.record(z.string(), z.record(z.string(), z.number())) })
export type Counts = z.output<typeof Counts>['counts']

const WorldWait = z.object({
  kind: z.string(),
  subject: z.string(),
  group: z.string(),
  startedAt: z.number(),
  readyAt: z.number(),
})
export type WorldWait = z.output<typeof WorldWait>
const Waits = z.object({ waits: z.array(WorldWait) })

const Requests = z.object({
  requests: z.record(z.string(), z.object({ total: z.number(), routes: z.record(z.string(), z.number()) })),
})

const Messages = z.object({
  messages: z.array(z.object({ folder: z.string(), subject: z.string(), from: z.string(), raw: z.string() })),
})

const RecordSets = z.array(z.object({ name: z.string(), type: z.string(), values: z.array(z.string()) }))
const WorldDomain = z.object({
  registration: z.object({ registrar: z.string(), isRegistered: z.boolean(), autoRenew: z.boolean() }).nullable(),
  zones: z.object({ managed: RecordSets.nullable(), other: RecordSets.nullable() }),
})

const Fault = z.object({ id: z.string(), vendor: z.string(), kind: z.string(), bites: z.number() })
const Faults = z.object({ faults: z.array(Fault) })

export interface PublishedRecords {
  name: string
  type: string
  values: string[]
}

export type World = ReturnType<typeof createWorld>

/** The control API of the sandbox world: what a test sees and does outside the product. */
export function createWorld(sandboxUrl: string) {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${sandboxUrl}${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} of the sandbox answered ${response.status}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }

  return {
    counts: async () => Counts.parse(await call('GET', '/counts')).counts,
    waits: async () => Waits.parse(await call('GET', '/waits')).waits,
    requests: async () => Requests.parse(await call('GET', '/requests')).requests,
    forgetRequests: () => call('DELETE', '/requests'),
    setDelays: (preset: 'zero' | 'small' | 'realistic', scale?: number) => call('PUT', '/delays', { preset, scale }),
    domain: async (name: string) => WorldDomain.parse(await call('GET', `/domains/${name}`)),
    messages: async (address: string) =>
      Messages.parse(await call('GET', `/mailboxes/${encodeURIComponent(address)}/messages`)).messages,
    addFault: async (fault: object) => Fault.parse(await call('POST', '/faults', fault)),
    faults: async () => Faults.parse(await call('GET', '/faults')).faults,
    removeFault: (id: string) => call('DELETE', `/faults/${id}`),
    /** A domain that somebody registered elsewhere, with its records at another DNS host. */
    addCustomerDomain: (name: string) => call('PUT', `/customer-domains/${name}`),
    publish: (name: string, records: PublishedRecords[]) =>
      call('PUT', `/customer-domains/${name}/records`, { records }),
  }
}

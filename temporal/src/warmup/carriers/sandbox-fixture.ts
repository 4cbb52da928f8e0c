import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setDefaultCACertificates } from 'node:tls'
import { z } from 'zod'
import type { WantedRecord } from '../../providers/mailbox/mailbox-provider.ts'
import { createAppTokens } from '../../providers/mailbox/microsoft365/app-tokens.ts'
import { createGraph, type GraphSession } from '../../providers/mailbox/microsoft365/graph.ts'
import { createMicrosoft365 } from '../../providers/mailbox/microsoft365/microsoft365.ts'
import { scopes } from '../../providers/mailbox/microsoft365/tokens.ts'
import { parseVendorConfig, type VendorConfig } from '../../providers/vendor-config.ts'

/** The sandbox is a program of its own, as Postfix is: it is started, not imported. */
const sandbox = path.resolve(import.meta.dirname, '../../../../test/sandbox/src/index.ts')
const program = `
const { startSandbox } = await import(process.argv[1])
const { controlUrl, caFile, environment } = await startSandbox({ dataDir: process.argv[2], delays: { preset: 'zero' } })
console.log(JSON.stringify({ controlUrl, caFile, environment }))
`
const Ready = z.object({ controlUrl: z.string(), caFile: z.string(), environment: z.record(z.string(), z.string()) })

export interface SandboxDomain {
  graph: GraphSession
  /** With a record of SPF that does not name the tenant, what it sends is quarantined by its own policy. */
  publish(options: { isQuarantined: boolean }): Promise<void>
}

export interface SandboxWorld {
  /** Of a product whose test keys run against this world. */
  config: VendorConfig
  /** One request to the control API, which must be accepted. */
  control(method: 'POST' | 'PUT' | 'DELETE', at: string, body: unknown): Promise<void>
  /** A tenant of its own with a domain and these mailboxes. */
  provision(domain: string, localParts: string[]): Promise<SandboxDomain>
  /** Lets the next requests to Graph whose path fits fail. */
  addFault(kind: 'server_error' | 'throttle' | 'refuse_connection', pathPattern: string): Promise<void>
  messages(address: string): Promise<{ folder: string; subject: string; raw: string }[]>
  stop(): Promise<void>
}

const Messages = z.object({
  messages: z.array(z.object({ folder: z.string(), subject: z.string(), raw: z.string() })),
})

export async function startSandboxWorld(): Promise<SandboxWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coldframe-sandbox-'))
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, sandbox, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { controlUrl, caFile, environment } = Ready.parse(JSON.parse(await firstLine(child)))
  setDefaultCACertificates([readFileSync(caFile, 'utf8')])
  const config = parseVendorConfig(environment, 'TEST_')
  if (!config) throw new Error('no settings')
  const call = async (method: string, at: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(controlUrl + at, { method, ...(body ? { headers, body: JSON.stringify(body) } : {}) })
    if (!reply.ok) throw new Error(`${method} ${at}: ${reply.status} ${await reply.text()}`)
    return reply.status === 204 ? null : reply.json()
  }
  const microsoft = createMicrosoft365(config, {
    refreshTokens: { load: async () => null, save: async () => undefined },
  })
  const tokens = createAppTokens({ config, now: Date.now })

  async function provision(domain: string, localParts: string[]): Promise<SandboxDomain> {
    const prefix = domain.replaceAll(/[^a-z0-9]/g, '')
    const order = { requestId: randomUUID(), prefix, organisationName: 'Acme', residency: 'none' as const }
    const { tenantId } = await microsoft.createTenant(order)
    await microsoft.acceptAgreement(tenantId)
    await microsoft.authorizeTenant(tenantId)
    const { cartId } = await microsoft.prepareLicenceOrder(tenantId, localParts.length)
    await microsoft.placeLicenceOrder(tenantId, cartId)
    await microsoft.addDomain(tenantId, domain)
    await call('PUT', `/customer-domains/${domain}`, { dnsHost: 'other' })
    const put = (records: WantedRecord[]) =>
      call('PUT', `/customer-domains/${domain}/records`, {
        records: records.map(({ name, type, value }) => ({ name, type, values: [value] })),
      })
    await put([await microsoft.verificationRecord(tenantId, domain)])
    await microsoft.verifyDomain(tenantId, domain)
    const mail = await microsoft.mailRecords(tenantId, domain)
    const made = localParts.map((part) => ({
      address: `${part}@${domain}`,
      displayName: 'Ada Sender',
      password: 'Str0ng!pass-word',
    }))
    const outcomes = await microsoft.createMailboxes(tenantId, made)
    const existing = outcomes.flatMap((one) => (one.ok ? [{ address: one.address, externalId: one.externalId }] : []))
    const licensed = await microsoft.licenseMailboxes(tenantId, existing)
    if (licensed.length !== localParts.length || licensed.some(({ ok }) => !ok)) throw new Error('no mailboxes')
    return {
      graph: createGraph({ url: config?.GRAPH_URL ?? '', now: Date.now })(tokens.source(tenantId, scopes.graph)),
      async publish({ isQuarantined }) {
        const policy = `v=DMARC1; p=${isQuarantined ? 'quarantine' : 'none'}`
        const own = { type: 'TXT', ttlSeconds: 300 } as const
        const spf = mail.filter(({ purpose }) => purpose === 'spf')
        const sender = isQuarantined ? spf.map((record) => ({ ...record, value: 'v=spf1 -all' })) : spf
        const others = mail.filter(({ purpose }) => purpose !== 'spf')
        await put([...others, ...sender, { ...own, purpose: 'dmarc', name: `_dmarc.${domain}`, value: policy }])
      },
    }
  }

  return {
    config,
    control: async (method, at, body) => void (await call(method, at, body)),
    provision,
    addFault: async (kind, pathPattern) => {
      await call('POST', '/faults', { vendor: 'graph', kind, match: { path: pathPattern }, count: 1 })
    },
    messages: async (address) => Messages.parse(await call('GET', `/mailboxes/${address}/messages`)).messages,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('no output')
  for await (const line of createInterface(stdout)) return line
  throw new Error('the sandbox did not start')
}

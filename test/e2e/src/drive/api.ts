import { readServerEvents } from '@coldframe/stack'
import type { z } from 'zod'
import * as shapes from './shapes.ts'

export interface Order {
  name: string
  mailboxes?: { localPart: string; displayName: string }[]
  mailboxCount?: number
  residency?: 'none' | 'eu' | 'ch'
  registration?: 'register' | 'existing'
  dns?: 'managed' | 'external'
  brandDomain?: string
}

/** The API's own refusal. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly status: number
  readonly code: string | null

  constructor(what: string, status: number, text: string) {
    super(`${what} answered ${status}: ${text.slice(0, 500)}`)
    this.status = status
    this.code = shapes.Problem.safeParse(parseOrNull(text)).data?.code ?? null
  }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export type Api = ReturnType<typeof createApi>

/** The API as any customer sees it: HTTP and a key. */
export function createApi({ baseUrl, key, timeoutMs = 15_000 }: { baseUrl: string; key: string; timeoutMs?: number }) {
  async function request(method: string, path: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const content = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...content },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
    if (!response.ok) throw new ApiFault(`${method} ${path}`, response.status, await response.text())
    return response
  }

  async function call<Schema extends z.ZodType>(schema: Schema, method: string, path: string, body?: unknown) {
    const response = await request(method, path, body, AbortSignal.timeout(timeoutMs))
    return schema.parse(await response.json())
  }

  return {
    call,
    order: ({ name, ...order }: Order) =>
      call(shapes.OrderedDomain, 'POST', '/v1/domains', {
        name,
        provider: 'microsoft365',
        registration: 'register',
        dns: 'managed',
        ...order,
      }),
    domain: (id: string) => call(shapes.Domain, 'GET', `/v1/domains/${id}`),
    async findDomain(name: string): Promise<shapes.Domain | null> {
      const page = await call(shapes.listOf(shapes.Domain), 'GET', `/v1/domains?name=${name}`)
      return page.data[0] ?? null
    },
    retire: (id: string) => call(shapes.OrderedDomain, 'DELETE', `/v1/domains/${id}`),
    dns: (domainId: string) => call(shapes.Dns, 'GET', `/v1/domains/${domainId}/dns`),
    tenant: (id: string) => call(shapes.Tenant, 'GET', `/v1/tenants/${id}`),
    operation: (id: string) => call(shapes.Operation, 'GET', `/v1/operations/${id}`),
    cancel: (id: string) => call(shapes.Operation, 'POST', `/v1/operations/${id}/cancel`),
    mailbox: (id: string) => call(shapes.Mailbox, 'GET', `/v1/mailboxes/${id}`),
    async mailboxes(domainId: string): Promise<shapes.Mailbox[]> {
      return (await call(shapes.listOf(shapes.Mailbox), 'GET', `/v1/mailboxes?domainId=${domainId}&limit=100`)).data
    },
    addMailboxes: (domainId: string, mailboxes: { localPart: string; displayName: string }[]) =>
      call(shapes.MailboxResults, 'POST', '/v1/mailboxes', { domainId, mailboxes }),
    renameMailbox: (id: string, displayName: string) =>
      call(shapes.Mailbox.extend(shapes.Started.shape), 'PATCH', `/v1/mailboxes/${id}`, { displayName }),
    removeMailbox: (id: string) => call(shapes.Mailbox.extend(shapes.Started.shape), 'DELETE', `/v1/mailboxes/${id}`),

    /** Every state that the event stream tells, to the stream's own end. */
    async *follow(operationId: string, followMs: number): AsyncGenerator<shapes.Operation> {
      const path = `/v1/operations/${operationId}/events`
      const { body } = await request('GET', path, undefined, AbortSignal.timeout(followMs))
      if (!body) throw new Error(`${path} has no body`)
      for await (const data of readServerEvents(body)) {
        const state = shapes.Operation.safeParse(parseOrNull(data))
        if (state.success) yield state.data
      }
    },
  }
}

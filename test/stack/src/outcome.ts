import { Resolver } from 'node:dns/promises'
import type { ApiClient } from './api-client.ts'
import { DnsStatus, type Domain, listOf, Mailbox } from './api-shapes.ts'

type Server = { host: string; port: number }

const lookups: Record<string, (resolver: Resolver, name: string) => Promise<string[]>> = {
  MX: async (resolver, name) =>
    (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((strings) => `"${strings.join('')}"`),
  CNAME: (resolver, name) => resolver.resolveCname(name),
}

/** One record, as the DNS server itself answers it. */
async function ask(resolver: Resolver, type: string, name: string): Promise<string[]> {
  try {
    return (await lookups[type]?.(resolver, name)) ?? []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

async function recordLines({ records }: DnsStatus, { host, port }: Server): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  resolver.setServers([`${host}:${port}`])
  const questions = new Map(records.map(({ type, name }) => [`${type} ${name}`, { type, name }]))
  const lines: string[] = []
  for (const { type, name } of questions.values()) {
    for (const answer of await ask(resolver, type, name)) lines.push(`  ${name} ${type} ${answer}`)
  }
  return lines
}

/** What came of it: records by DNS, the judgement on a real message, the mailboxes. */
export async function outcomeLines(client: ApiClient, domain: Domain, dns: Server): Promise<string[]> {
  const status = await client.get(`/v1/domains/${domain.id}/dns`, DnsStatus)
  const { data } = await client.get(`/v1/mailboxes?domainId=${domain.id}&limit=100`, listOf(Mailbox))
  return [
    '',
    `DNS (${dns.host} port ${dns.port}) answers for ${domain.name}:`,
    ...(await recordLines(status, dns)),
    '',
    'A message from it, read back:',
    `  Authentication-Results: ${status.proof?.authenticationResults ?? 'none yet'}`,
    '',
    'Mailboxes:',
    ...data.map(({ address, displayName, status }) => `  ${address}  ${displayName}  ${status}`),
  ]
}

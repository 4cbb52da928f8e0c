import type { Resolver } from 'node:dns/promises'
import type { DnsRecord } from '../drive/shapes.ts'

const host = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** Every value of a record's type at its name; none when DNS denies it. */
export async function askDns(resolver: Resolver, { type, name }: Pick<DnsRecord, 'type' | 'name'>): Promise<string[]> {
  try {
    switch (type) {
      case 'MX':
        return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${host(exchange)}`)
      case 'TXT':
        return (await resolver.resolveTxt(name)).map((strings) => strings.join(''))
      case 'CNAME':
        return (await resolver.resolveCname(name)).map(host)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENODATA', 'ENOTFOUND'].includes(String(error.code))) return []
    throw error
  }
}

/** The wanted value in the form of an answer. */
export const wantedAnswer = ({ type, wanted }: DnsRecord) => (type === 'TXT' ? wanted : host(wanted))

import { Resolver } from 'node:dns/promises'
import type { ListAnswer } from '../../rules/blocklists/judge-listing.ts'

interface ListQueryDeps {
  resolvers: string[]
  /** For one question with all its attempts. */
  timeoutMs: number
}

/** Questions to a list. Errors name no question, as a zone may hold a key. */
export function createListQuery({ resolvers, timeoutMs }: ListQueryDeps) {
  /** A new one for each question, as c-ares keeps answers for as long as their TTL. */
  async function ask<T>(question: (resolver: Resolver) => Promise<T>): Promise<T> {
    const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 2), tries: 2 })
    if (resolvers.length > 0) resolver.setServers(resolvers)
    // With several resolvers c-ares would try each of them twice.
    const patience = setTimeout(() => resolver.cancel(), timeoutMs)
    try {
      return await question(resolver)
    } finally {
      clearTimeout(patience)
    }
  }

  return {
    async addresses(name: string): Promise<ListAnswer> {
      try {
        return { outcome: 'answered', addresses: await ask((resolver) => resolver.resolve4(name)) }
      } catch (error) {
        const code = codeOf(error)
        return ['ENOTFOUND', 'ENODATA'].includes(code) ? { outcome: 'none' } : { outcome: 'failed', reason: code }
      }
    },

    /** What the list writes about an entry, on one line; null where it writes nothing. */
    async text(name: string): Promise<string | null> {
      const texts = await ask((resolver) => resolver.resolveTxt(name)).catch(() => [])
      const line = texts.map((strings) => strings.join('')).join(' ')
      return (
        line
          .replaceAll(/[\p{Cc}\s]+/gu, ' ')
          .toWellFormed()
          .trim() || null
      )
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

import { createHash } from 'node:crypto'
import { errors } from '../errors.ts'
import type { Asked } from './asked.ts'
import { createLru } from './lru.ts'

const KNOWN_QUERIES = 1_000

/**
 * Automatic persisted queries, as Apollo's and other clients speak them: a client sends the hash alone, and once the query with it
 * when a process does not know it yet. https://www.apollographql.com/docs/apollo-server/performance/apq
 */
export function createPersistedQueries() {
  const known = createLru<string>(KNOWN_QUERIES)
  return {
    /** The query that is meant. */
    find({ query, hash }: Asked): string {
      if (query !== undefined) {
        if (hash !== undefined && hash !== hashOf(query))
          throw errors.badRequest('sha256Hash is not that of the query.')
        return query
      }
      if (hash === undefined) throw errors.badRequest('There is no query.')
      const query_ = known.get(hash)
      if (query_ === undefined) throw errors.persistedQueryNotFound()
      return query_
    },
    /** Belongs behind the reading of the query: what cannot be read is not worth keeping. */
    keep({ query, hash }: Asked): void {
      if (query !== undefined && hash !== undefined) known.set(hash, query)
    },
  }
}

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex')

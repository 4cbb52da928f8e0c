import type { Owner, Repositories } from '@coldframe/db'
import { z } from 'zod'
import type { CallOperation, Operation } from '../operation.ts'
import type { Wanted } from './batch.ts'

type Fields = Record<string, unknown>

/** What belongs to each key, by key. Keys of things that the owner does not have are not in it; fields that nobody wants may be missing. */
export type Load<Query extends Fields> = (
  tx: Repositories,
  owner: Owner,
  keys: string[],
  query: Query,
  wanted: Wanted,
) => Promise<Map<string, unknown>>

/**
 * A field that leads from one thing to others. It is the answer of an operation, for many at once: its type, its arguments and its
 * scope are those of the operation.
 */
interface Description {
  /** Names of the types that have the field. */
  on: string[]
  field: string
  description: string
  /** Id of the operation. */
  operation: string
  /** The field of the parent that tells whose it is. */
  by: string
}

export interface Relation extends Description {
  query: z.ZodObject
  /** The field of the query that the parent stands for. */
  filter: string | null
  load(tx: Repositories, owner: Owner, keys: string[], query: Fields, wanted: Wanted): Promise<Map<string, unknown>>
}

const Nothing = z.strictObject({})

/** To one thing. */
export const one = (relation: Description & { load: Load<Fields> }): Relation => ({
  query: Nothing,
  filter: null,
  ...relation,
})

/** To a list: `filter` is the field of the operation's query that the parent stands for. */
export const many = <Query extends Fields>(
  relation: Description & { filter: string; query: z.ZodObject & z.ZodType<Query>; load: Load<Query> },
): Relation => relation

/** The relation with the operation whose answer it gives. */
export interface BoundRelation {
  relation: Relation
  operation: CallOperation
}

export function bindRelations(relations: Relation[], operations: Operation[]): BoundRelation[] {
  return relations.map((relation) => {
    const operation = operations.find(({ id }) => id === relation.operation)
    if (operation?.kind !== 'call') throw new Error(`There is no operation ${relation.operation}`)
    return { relation, operation }
  })
}

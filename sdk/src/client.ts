import { readSettings } from './config.ts'
import { type Clock, systemClock } from './core/run.ts'
import { createTransport } from './core/transport.ts'
import { createResources, type Resources } from './generated/resources.ts'
import { createGraphql, type Graphql } from './graphql.ts'
import { createWaitFor, type WaitFor } from './operations.ts'
import type { ColdframeOptions } from './options.ts'
import { unwrap } from './webhooks/unwrap.ts'

/** A client of the API: a method per operation, named like it. */
export interface Coldframe extends Omit<Resources, 'operations'> {
  operations: Resources['operations'] & {
    /**
     * Gives the operation once it has succeeded; throws an OperationFailedError when it failed or was cancelled. Follows the
     * stream of events, and looks by itself where there is none to be had.
     */
    waitFor: WaitFor
  }
  /** A document of GraphQL, which brings a screen what it shows in one request. Throws a GraphqlError. */
  graphql: Graphql
  webhooks: {
    /** The same as of `@coldframe/sdk/webhooks`, which needs no client. */
    unwrap: typeof unwrap
  }
}

export const createColdframe = (options: ColdframeOptions = {}): Coldframe => assemble(options, systemClock)

/** The same, with another clock. */
export function assemble(options: ColdframeOptions, clock: Clock): Coldframe {
  const transport = createTransport(readSettings(options), clock)
  const resources = createResources(transport)
  return {
    ...resources,
    operations: { ...resources.operations, waitFor: createWaitFor(resources.operations, clock) },
    graphql: createGraphql(transport),
    webhooks: { unwrap },
  }
}

import type { Transport } from './core/transport.ts'
import { ColdframeError } from './errors.ts'
import type { PostOptions } from './options.ts'

/** One error of a GraphQL answer; `extensions.code` is of the same list as everywhere. */
export interface GraphqlFault {
  message: string
  path?: (string | number)[]
  extensions?: { code?: string; status?: number; requestId?: string }
}

/** Some field could not be answered; `data` holds those that could. */
export class GraphqlError extends ColdframeError {
  override readonly name = 'GraphqlError'
  readonly faults: GraphqlFault[]
  readonly data: unknown

  constructor(faults: GraphqlFault[], data: unknown) {
    const [first] = faults
    super(first?.message ?? 'GraphQL answered an error', {
      code: first?.extensions?.code ?? 'unknown',
      status: first?.extensions?.status,
      requestId: first?.extensions?.requestId,
    })
    this.faults = faults
    this.data = data
  }
}

interface GraphqlAnswer {
  data?: unknown
  errors?: GraphqlFault[]
}

/** `Data`: what the query asks for; nobody checks it. */
export type Graphql = <Data>(query: string, variables?: Record<string, unknown>, options?: PostOptions) => Promise<Data>

export function createGraphql({ call }: Pick<Transport, 'call'>): Graphql {
  return async <Data>(query: string, variables: Record<string, unknown> = {}, options?: PostOptions) => {
    const { data, errors } = await call<GraphqlAnswer>('POST', '/graphql', { body: { query, variables }, options })
    if (errors && errors.length > 0) throw new GraphqlError(errors, data)
    return data as Data
  }
}

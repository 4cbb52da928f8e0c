import { type Document, type Endpoint, endpointsOf, header } from './document.ts'
import { printEndpoint } from './print-endpoint.ts'

/** Methods by name, and below a name those of a nested resource. */
interface Tree {
  [name: string]: Tree | Endpoint
}

const isEndpoint = (entry: Tree | Endpoint): entry is Endpoint => typeof entry.operationId === 'string'

/** Operation ids are paths in the client: `domains.create` is `client.domains.create`. */
export function growTree(endpoints: Endpoint[]): Tree {
  const tree: Tree = {}
  for (const endpoint of endpoints) {
    const names = endpoint.operationId.split('.')
    let branch = tree
    for (const name of names.slice(0, -1)) {
      branch[name] ??= {}
      const next = branch[name]
      if (isEndpoint(next)) throw new Error(`${endpoint.operationId} lies below another operation`)
      branch = next
    }
    branch[names.at(-1) ?? ''] = endpoint
  }
  return tree
}

const indent = (text: string, by: string) => text.replace(/^(?=.)/gm, by)

function printTree(tree: Tree, document: Document): string {
  const entries = Object.entries(tree).map(([name, entry]) =>
    isEndpoint(entry) ? printEndpoint(entry, document) : `${name}: {\n${indent(printTree(entry, document), '  ')}\n},`,
  )
  return entries.join('\n')
}

export function printResources(document: Document): string {
  const body = printTree(growTree(endpointsOf(document)), document)
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(body)
  const options = ['CallOptions', 'ChangeOptions', 'PostOptions', 'StreamOptions'].filter(used)
  const ways = ['call', 'list', 'stream'].filter((way) => body.includes(`${way}<`))
  return `${header}
import type { Transport } from '../core/transport.ts'
${used('ColdframeEvent') ? "import type { ColdframeEvent } from '../events.ts'\n" : ''}import type { ${options.join(', ')} } from '../options.ts'
import type * as Models from './models.ts'
import type { operations } from './openapi.ts'

type Query<Id extends keyof operations> = NonNullable<operations[Id]['parameters']['query']>

export type Resources = ReturnType<typeof createResources>

/** The whole API, a method per operation. */
export const createResources = ({ ${ways.join(', ')} }: Transport) => ({
${indent(body, '  ')}
})
`
}

export const printVersion = (version: string, apiVersion: string): string => `${header}
export const version = '${version}'
export const agent = \`coldframe-sdk/\${version} (api ${apiVersion})\`
`

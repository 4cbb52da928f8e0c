import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Route } from '../../rest/not-found.ts'

/** The page brings all it needs: nothing is loaded from, or sent to, any other host. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'"

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

const { resolve } = createRequire(import.meta.url)
const ofPackage = (name: string, file: string) => path.join(path.dirname(resolve(`${name}/package.json`)), file)
const own = (file: string) => path.join(import.meta.dirname, file)

/** The client of subscriptions is a few modules that load each other. */
function webSocketFiles(): [string, string][] {
  const directory = path.dirname(fileURLToPath(import.meta.resolve('graphql-ws/client')))
  const modules = readdirSync(directory).filter((name) => name.endsWith('.js'))
  return modules.map((name) => [`/graphiql/graphql-ws/${name}`, path.join(directory, name)])
}

/** By path. GraphiQL 3 is the last that comes as one file for a page without a bundler. */
const files: [string, string][] = [
  ['/graphiql', own('page.html')],
  ['/graphiql/page.css', own('page.css')],
  ['/graphiql/page.js', own('page.js')],
  ['/graphiql/react.js', ofPackage('react', 'umd/react.production.min.js')],
  ['/graphiql/react-dom.js', ofPackage('react-dom', 'umd/react-dom.production.min.js')],
  ['/graphiql/graphiql.js', ofPackage('graphiql', 'graphiql.min.js')],
  ['/graphiql/graphiql.css', ofPackage('graphiql', 'graphiql.min.css')],
  ...webSocketFiles(),
]

export const graphiqlRoutes: Route[] = files.map(([route]) => ({ method: 'GET', path: route, hasHead: true }))

/** GraphiQL: a page to try queries, for whoever has a key. */
export async function graphiql(app: FastifyInstance) {
  for (const [route, file] of files) {
    const content = readFileSync(file)
    app.get(route, async (_, reply) =>
      reply
        .headers({ 'content-security-policy': POLICY, 'cache-control': 'public, max-age=3600' })
        .type(types[path.extname(file)] ?? '')
        .send(content),
    )
  }
}

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { npmTool, root } from '../openapi/paths.ts'
import { runTool } from '../openapi/run-tool.ts'
import type { Case } from './cases.ts'

/** What a customer's compiler has to understand. */
const source = `
import { createColdframe, ColdframeError, type Mailbox, type Page } from '@coldframe/sdk'
import { unwrap, type ColdframeEvent } from '@coldframe/sdk/webhooks'

const client = createColdframe({ apiKey: 'cf_test_1', baseUrl: 'http://127.0.0.1:1' })
export async function use(): Promise<string | undefined> {
  const page: Page<Mailbox> = await client.mailboxes.list({ status: 'warming', limit: 100 })
  const { data, response } = await client.domains.update('dom_1', { metadata: { a: null } }, { ifMatch: '"1"' }).withResponse()
  // @ts-expect-error there is no such field
  await client.domains.create({ colour: 'red' })
  const event: ColdframeEvent = await unwrap(new Uint8Array(), { 'webhook-id': ['a'] }, ['s'])
  if (event.type === 'domain.ready') return event.data.name
  return response.ok ? data.name : page.data[0]?.address
}
export const isOurs = (error: unknown): error is ColdframeError => error instanceof ColdframeError
`

const modes: Record<string, { file: string; module: string; moduleResolution: string }> = {
  'nodenext, ESM': { file: 'use.mts', module: 'nodenext', moduleResolution: 'nodenext' },
  'nodenext, CJS': { file: 'use.cts', module: 'nodenext', moduleResolution: 'nodenext' },
  'node16, ESM': { file: 'use.mts', module: 'node16', moduleResolution: 'node16' },
  'node16, CJS': { file: 'use.cts', module: 'node16', moduleResolution: 'node16' },
  bundler: { file: 'use.ts', module: 'esnext', moduleResolution: 'bundler' },
}

/** Types of the platform come from a browser's, or from Node's. */
const platforms: Record<string, object> = {
  DOM: { lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: [] },
  'Node types': { lib: ['ES2022'], types: ['node'], typeRoots: [path.join(root, 'node_modules/@types')] },
}

export const typescriptCases = (project: string): Case[] =>
  Object.entries(modes).flatMap(([mode, { file, ...resolution }]) =>
    Object.entries(platforms).map(([platform, platformOptions]) => ({
      name: `TypeScript ${mode}, ${platform}`,
      async run(signal: AbortSignal) {
        writeFileSync(path.join(project, file), source)
        const compilerOptions = {
          ...resolution,
          ...platformOptions,
          target: 'ES2022',
          strict: true,
          skipLibCheck: false,
        }
        const config = {
          compilerOptions: { ...compilerOptions, exactOptionalPropertyTypes: true, noEmit: true },
          files: [file],
        }
        writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify(config))
        const { code, stdout } = await runTool(process.execPath, [npmTool('tsc'), '-p', project], { signal })
        return code === 0 ? null : stdout
      },
    })),
  )

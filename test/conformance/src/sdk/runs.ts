import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Instance } from '@coldframe/stack'
import { build } from 'esbuild'
import { runTool } from '../openapi/run-tool.ts'
import type { Case } from './cases.ts'
import { JOURNEY_DONE, journey } from './journey.ts'
import type { Runtime } from './runtimes.ts'
import { withStage } from './stage.ts'

/** Node hands functions out as it runs them, without their types. */
const text = `const journey = ${journey}`

const programs: Record<string, { file: string; source: string }> = {
  ESM: {
    file: 'run.mjs',
    source: `import * as sdk from '@coldframe/sdk'
import * as webhooks from '@coldframe/sdk/webhooks'
${text}
console.log(await journey(sdk, webhooks, process.argv[2]))`,
  },
  CJS: {
    file: 'run.cjs',
    source: `const sdk = require('@coldframe/sdk')
const webhooks = require('@coldframe/sdk/webhooks')
${text}
journey(sdk, webhooks, process.argv[2]).then(console.log)`,
  },
}

export function runCasesOf(project: string, { name, command }: Runtime): Case[] {
  if (!command) return []
  const [binary = '', ...args] = command
  return Object.entries(programs).map(([form, { file, source }]) => ({
    name: `${name}, ${form}`,
    run: (signal) =>
      withStage(async (baseUrl) => {
        writeFileSync(path.join(project, file), source)
        const options = { directory: project, signal, timeoutMs: 60_000 }
        const { stdout, stderr } = await runTool(binary, [...args, file, baseUrl], options)
        return stdout.trim() === JOURNEY_DONE ? null : stdout + stderr
      }),
  }))
}

/** The program that is installed with the package, by each Node, against an API that runs. */
export const cliCases = (project: string, runtimes: Runtime[], { baseUrl, testKey }: Instance): Case[] =>
  runtimes.flatMap(({ name, command }) => {
    const [binary] = command ?? []
    if (binary === undefined || !name.startsWith('Node')) return []
    const program = path.join(project, 'node_modules/.bin/coldframe')
    const environment = { COLDFRAME_BASE_URL: baseUrl, COLDFRAME_API_KEY: testKey }
    return Object.entries(uses).map(([line, shown]) => ({
      name: `${name}, coldframe ${line}`,
      run: async (signal: AbortSignal): Promise<string | null> => {
        const options = { signal, environment, timeoutMs: 60_000 }
        const { code, stdout, stderr } = await runTool(binary, [program, ...line.split(' ')], options)
        return code === 0 && stdout.includes(shown) ? null : stdout + stderr
      },
    }))
  })

/** Command lines, and what each shows. */
const uses = {
  '--help': 'domains create NAME',
  doctor: '"check":"clock","result":"ok"',
  'webhooks create http://127.0.0.1:4000/': '"secret":"whsec_',
}

const worker = `import * as sdk from '@coldframe/sdk'
import * as webhooks from '@coldframe/sdk/webhooks'
${text}
export default {
  async fetch(request, env) {
    return new Response(await journey(sdk, webhooks, env.BASE_URL).catch((error) => String(error.stack)))
  },
}`

/** workerd without Node's own modules and globals: what is needed of those would be missed. */
export const edgeCases = (project: string, miniflare: string | null): Case[] =>
  miniflare === null
    ? []
    : [
        {
          name: 'workerd, ESM',
          run: (signal) =>
            withStage(async (baseUrl) => {
              const program = path.join(project, 'edge.mjs')
              writeFileSync(program, await edgeProgram(project, miniflare, baseUrl))
              const { stdout, stderr } = await runTool(process.execPath, [program], {
                directory: project,
                signal,
                timeoutMs: 60_000,
              })
              return stdout.trim() === JOURNEY_DONE ? null : stdout + stderr
            }),
        },
      ]

async function edgeProgram(project: string, miniflare: string, baseUrl: string): Promise<string> {
  const stdin = { contents: worker, resolveDir: project }
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', platform: 'neutral', write: false })
  const options = {
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate: '2026-01-01',
    bindings: { BASE_URL: baseUrl },
  }
  return `import { Miniflare } from ${JSON.stringify(miniflare)}
const edge = new Miniflare(${JSON.stringify(options)})
console.log(await (await edge.dispatchFetch('http://edge/')).text())
await edge.dispose()`
}

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toolCache } from '../openapi/paths.ts'
import { runTool, tryTool } from '../openapi/run-tool.ts'

export interface Runtime {
  name: string
  /** Null where it cannot be had here. */
  command: string[] | null
}

/** Installed once, beside the repository's own packages: nobody else needs them. */
async function installTools(name: string, packages: string[], signal: AbortSignal): Promise<string | null> {
  const folder = path.join(toolCache, name)
  const marker = path.join(folder, 'complete')
  if (existsSync(marker)) return folder
  mkdirSync(folder, { recursive: true })
  // npm 11 runs the scripts of those alone that are named.
  const allowScripts = { bun: true, deno: true, node: true, workerd: true, esbuild: true }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts }))
  const args = ['install', ...packages, '--no-audit', '--no-fund', '--loglevel=error']
  const { code } = await runTool('npm', args, { directory: folder, signal })
  if (code !== 0) return null
  writeFileSync(marker, '')
  return folder
}

async function fromNpm(name: string, packages: string[], bin: string, signal: AbortSignal): Promise<string | null> {
  const folder = await installTools(name, packages, signal)
  const file = folder === null ? null : path.join(folder, 'node_modules/.bin', bin)
  return file !== null && (await tryTool(file, ['--version'], { signal }))?.code === 0 ? file : null
}

/** The oldest Node that is supported, and the one that runs this; Bun, Deno, and the edge by Cloudflare's own workerd. */
export async function findRuntimes(signal: AbortSignal): Promise<Runtime[]> {
  const node20 = await fromNpm('node20', ['node@20'], 'node', signal)
  const bun = await fromNpm('bun', ['bun@1'], 'bun', signal)
  const deno = await fromNpm('deno', ['deno@2'], 'deno', signal)
  return [
    { name: 'Node 20', command: node20 === null ? null : [node20] },
    { name: `Node ${process.versions.node.split('.')[0]}`, command: [process.execPath] },
    { name: 'Bun', command: bun === null ? null : [bun] },
    { name: 'Deno', command: deno === null ? null : [deno, 'run', '--allow-net', '--no-prompt'] },
  ]
}

export const findMiniflare = async (signal: AbortSignal): Promise<string | null> => {
  const folder = await installTools('miniflare', ['miniflare@4'], signal)
  return folder === null ? null : path.join(folder, 'node_modules/miniflare/dist/src/index.js')
}

import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { type Figure, figure, type Say } from '@coldframe/bench'
import { build } from 'esbuild'
import { npmTool } from '../openapi/paths.ts'
import { runTool } from '../openapi/run-tool.ts'
import { countDependencies, type Packed } from './pack.ts'

/** https://arethetypeswrong.github.io: every way to import it, in every way that TypeScript resolves. */
async function askAttw({ tarball }: Packed): Promise<number> {
  const analysis = await checkPackage(createPackageFromTarballData(readFileSync(tarball)))
  if (!analysis.types) throw new Error('attw finds no types in the package')
  for (const problem of analysis.problems) console.error(`FOUND by attw: ${JSON.stringify(problem)}`)
  return analysis.problems.length
}

/** https://publint.dev: down to its suggestions. */
async function askPublint({ tarball }: Packed, signal: AbortSignal): Promise<number> {
  const { code, stdout } = await runTool(process.execPath, [npmTool('publint'), tarball, '--strict'], { signal })
  if (code !== 0) console.error(`FOUND by publint: ${stdout}`)
  return stdout.split('\n').filter((line) => /^\d+\. /.test(line)).length + (code === 0 ? 0 : 1)
}

/** As a browser or an edge runtime would get it. */
async function bundledBytes(project: string, source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
  })
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length
}

export async function judgePackage(packed: Packed, say: Say, signal: AbortSignal): Promise<Figure[]> {
  const { project, tarball } = packed
  const core = await bundledBytes(project, "export * from '@coldframe/sdk'")
  const webhooks = await bundledBytes(project, "export * from '@coldframe/sdk/webhooks'")
  say(`${path.basename(tarball)}: ${statSync(tarball).size} B; bundled ${core} B, its webhooks alone ${webhooks} B`)
  return [
    figure('publint_messages', await askPublint(packed, signal), 'messages', { exactly: 0 }),
    figure('attw_problems', await askAttw(packed), 'problems', { exactly: 0 }),
    figure('dependencies', countDependencies(project), 'packages', { exactly: 0 }),
    figure('core_min_gzip', core, 'B', { atMost: 10_000 }),
    figure('webhooks_min_gzip', webhooks, 'B', { atMost: 2_000 }),
  ]
}

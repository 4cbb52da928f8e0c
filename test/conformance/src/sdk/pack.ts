import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { root } from '../openapi/paths.ts'
import { type Outcome, runTool } from '../openapi/run-tool.ts'

export interface Packed {
  /** What `npm publish` would send. */
  tarball: string
  /** An empty project, with the package installed. */
  project: string
}

const Packs = z.array(z.object({ filename: z.string() }))

/** Far from the repository, so that nothing of it can be found by chance. */
export async function withPackedSdk<Result>(
  signal: AbortSignal,
  work: (packed: Packed) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'coldframe-sdk-'))
  try {
    const built = path.join(folder, 'built')
    await succeed(process.execPath, [path.join(root, 'sdk/scripts/build.ts'), '--out', built], folder, signal)
    const [pack] = Packs.parse(JSON.parse(await succeed('npm', ['pack', built, '--json'], folder, signal)))
    if (!pack) throw new Error('Nothing was packed')
    const tarball = path.join(folder, pack.filename)
    return await work({ tarball, project: await install(tarball, path.join(folder, 'project'), signal) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function install(tarball: string, project: string, signal: AbortSignal): Promise<string> {
  mkdirSync(project)
  writeFileSync(path.join(project, 'package.json'), '{ "name": "empty", "private": true }')
  await succeed('npm', ['install', tarball, '--no-audit', '--no-fund'], project, signal)
  return project
}

async function succeed(command: string, args: string[], directory: string, signal: AbortSignal): Promise<string> {
  const { code, stdout, stderr }: Outcome = await runTool(command, args, { directory, signal })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${stdout}${stderr}`)
  return stdout
}

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) })

/** Of the package itself, those that come with it. */
export const countDependencies = (project: string): number =>
  Object.keys(
    Manifest.parse(JSON.parse(readFileSync(path.join(project, 'node_modules/@coldframe/sdk/package.json'), 'utf8')))
      .dependencies,
  ).length

import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Figure, figure, notMeasured, type Say } from '@coldframe/bench'
import { z } from 'zod'
import { documentFile, releasedFile, toolCache } from './paths.ts'
import { runTool, tryTool } from './run-tool.ts'

const OASDIFF = 'github.com/oasdiff/oasdiff@latest'
const INSTALL_TIMEOUT_MS = 5 * 60_000

/** Null where Go is not installed, or cannot fetch it. */
async function installOasdiff(say: Say, signal: AbortSignal): Promise<string | null> {
  const directory = path.join(toolCache, 'go', 'bin')
  const binary = path.join(directory, 'oasdiff')
  if (existsSync(binary)) return binary
  say('installing oasdiff, once')
  const environment = { GOBIN: directory }
  const outcome = await tryTool('go', ['install', OASDIFF], { environment, signal, timeoutMs: INSTALL_TIMEOUT_MS })
  return outcome?.code === 0 ? binary : null
}

/** https://www.oasdiff.com/docs/breaking: 3 is a change that breaks clients, less a change that may. */
const BREAKS = 3
const Changes = z.array(
  z.object({
    id: z.string(),
    text: z.string(),
    level: z.number(),
    operation: z.string().optional(),
    path: z.string().optional(),
  }),
)

/** What in `revision` breaks a client that was written for `base`, a line each. */
async function compare(binary: string, base: string, revision: string, signal: AbortSignal): Promise<string[]> {
  const { code, stdout, stderr } = await runTool(binary, ['breaking', base, revision, '--format', 'json'], { signal })
  if (code !== 0) throw new Error(`oasdiff failed: ${stderr}`)
  return Changes.parse(JSON.parse(stdout.trim() || '[]'))
    .filter(({ level }) => level >= BREAKS)
    .map(({ id, text, operation = '', path = '' }) => `${id}: ${operation} ${path} ${text}`)
}

/** Against the document that customers have. */
export async function findBreakingChanges(say: Say, signal: AbortSignal): Promise<Figure> {
  const skip = (reason: string) => {
    say(`breaking changes are not looked for: ${reason}`)
    return notMeasured('breaking_changes', 'changes')
  }
  if (!existsSync(releasedFile)) return skip('nothing was released yet')
  const binary = await installOasdiff(say, signal)
  if (!binary) return skip('oasdiff cannot be installed (is Go there?)')
  const changes = await compare(binary, releasedFile, documentFile, signal)
  for (const change of changes) console.error(`BREAKS ${change}`)
  say(`${changes.length} changes break clients of the last release`)
  return figure('breaking_changes', changes.length, 'changes', { exactly: 0 })
}

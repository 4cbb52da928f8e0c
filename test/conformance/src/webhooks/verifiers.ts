import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { unwrap } from '@coldframe/sdk/webhooks'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { toolCache } from '../openapi/paths.ts'
import { type ToolOptions, tryTool } from '../openapi/run-tool.ts'
import type { WebhookCase } from './cases.ts'

/** Tells of each case whether it is taken; null where the language cannot be had. */
export type Verify = (cases: WebhookCase[], signal: AbortSignal) => Promise<boolean[] | null>

const programs = path.resolve(import.meta.dirname, '../../webhooks')
const PYTHON_LIBRARY = 'standardwebhooks==1.1.0'
const GO_LIBRARY = 'github.com/standard-webhooks/standard-webhooks/libraries@v0.0.1'
const INSTALL_TIMEOUT_MS = 3 * 60_000

const Taken = z.array(z.boolean())

/** The published libraries of Standard Webhooks, and our own. */
export const verifiers: Record<string, Verify> = {
  javascript: async (cases) =>
    cases.map(({ secret, headers, body }) => doesNotThrow(() => new Webhook(secret).verify(body.toString(), headers))),
  sdk: (cases) => Promise.all(cases.map(({ secret, headers, body }) => resolves(unwrap(body, headers, secret)))),
  python: async (cases, signal) => {
    const python = await installPython({ signal, timeoutMs: INSTALL_TIMEOUT_MS })
    return python ? ask(python, [path.join(programs, 'verify.py')], cases, { signal }) : null
  },
  go: async (cases, signal) => {
    const program = await buildGo({ signal, timeoutMs: INSTALL_TIMEOUT_MS })
    return program ? ask(program, [], cases, { signal }) : null
  },
}

const doesNotThrow = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch {
    return false
  }
}

const resolves = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )

async function ask(command: string, args: string[], cases: WebhookCase[], options: ToolOptions): Promise<boolean[]> {
  const file = path.join(toolCache, `webhook-cases-${process.pid}.json`)
  writeFileSync(file, JSON.stringify(cases.map((one) => ({ ...one, body: one.body.toString('base64') }))))
  const outcome = await tryTool(command, [...args, file], options).finally(() => rmSync(file))
  if (outcome?.code !== 0) throw new Error(`${command} failed: ${outcome?.stderr}`)
  return Taken.parse(JSON.parse(outcome.stdout))
}

/** The interpreter of a place of its own that has the library. */
async function installPython(options: ToolOptions): Promise<string | null> {
  const directory = path.join(toolCache, PYTHON_LIBRARY.replaceAll('=', '-'))
  const python = path.join(directory, 'bin', 'python')
  const isThere = async () => (await tryTool(python, ['-c', 'import standardwebhooks'], options))?.code === 0
  if (await isThere()) return python
  await tryTool('python3', ['-m', 'venv', directory], options)
  await tryTool(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PYTHON_LIBRARY], options)
  return (await isThere()) ? python : null
}

async function buildGo(options: ToolOptions): Promise<string | null> {
  const directory = path.join(toolCache, 'webhooks-go')
  const program = path.join(directory, 'verify')
  const inside = { ...options, directory }
  mkdirSync(directory, { recursive: true })
  copyFileSync(path.join(programs, 'verify.go'), path.join(directory, 'verify.go'))
  if (!existsSync(path.join(directory, 'go.mod'))) await tryTool('go', ['mod', 'init', 'verify'], inside)
  await tryTool('go', ['get', GO_LIBRARY], inside)
  const built = await tryTool('go', ['build', '-o', program, '.'], inside)
  return built?.code === 0 ? program : null
}

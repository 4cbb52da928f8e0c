import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Instance } from '@coldframe/stack'
import { documentFile, toolCache } from '../openapi/paths.ts'
import { type ToolOptions, tryTool } from '../openapi/run-tool.ts'
import type { Case } from './cases.ts'

/** Clients that others' generators make of the document, each put to a short use of the API. */

const programs = path.resolve(import.meta.dirname, '../../sdk')
const PYTHON_PACKAGES = ['openapi-python-client==0.29.1', 'ruff']
const GO_GENERATOR = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2'
const TIMEOUT_MS = 5 * 60_000

/** An interpreter that has the generator; null where it cannot be had. */
export async function findPython(signal: AbortSignal): Promise<string | null> {
  const options = { signal, timeoutMs: TIMEOUT_MS }
  const folder = path.join(toolCache, 'openapi-python-client')
  const python = path.join(folder, 'bin', 'python')
  const isThere = async () => (await tryTool(python, ['-c', 'import openapi_python_client'], options))?.code === 0
  if (await isThere()) return python
  await tryTool('python3', ['-m', 'venv', folder], options)
  await tryTool(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON_PACKAGES], options)
  return (await isThere()) ? python : null
}

/** Null where Go, or the generator, cannot be had. */
export async function findGo(signal: AbortSignal): Promise<string | null> {
  const options = { signal, timeoutMs: TIMEOUT_MS, environment: { GOBIN: path.join(toolCache, 'go-bin') } }
  const generator = path.join(toolCache, 'go-bin', 'oapi-codegen')
  if (!existsSync(generator)) await tryTool('go', ['install', GO_GENERATOR], options)
  return existsSync(generator) ? generator : null
}

export function pythonCases(python: string, { baseUrl, testKey }: Instance): Case[] {
  const folder = path.join(toolCache, 'python-client')
  const generator = path.join(path.dirname(python), 'openapi-python-client')
  const environment = {
    PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}`,
    PYTHONDONTWRITEBYTECODE: '1',
  }
  return [
    {
      name: 'Python: a client is generated without a warning',
      async run(signal) {
        rmSync(folder, { recursive: true, force: true })
        const args = ['generate', '--path', documentFile, '--output-path', folder, '--fail-on-warning']
        return complaintOf(generator, args, { signal, environment, timeoutMs: TIMEOUT_MS })
      },
    },
    {
      name: 'Python: the client works',
      run: (signal) =>
        complaintOf(python, [path.join(programs, 'smoke.py'), folder, baseUrl, testKey], {
          signal,
          environment,
          timeoutMs: TIMEOUT_MS,
        }),
    },
  ]
}

export function goCases(generator: string, { baseUrl, testKey }: Instance): Case[] {
  const folder = path.join(toolCache, 'go-client')
  const inside = (signal: AbortSignal): ToolOptions => ({ signal, directory: folder, timeoutMs: TIMEOUT_MS })
  return [
    {
      name: 'Go: a client is generated, and compiles',
      async run(signal) {
        rmSync(folder, { recursive: true, force: true })
        mkdirSync(path.join(folder, 'client'), { recursive: true })
        copyFileSync(path.join(programs, 'smoke.go'), path.join(folder, 'main.go'))
        const file = path.join('client', 'client.go')
        const generate = ['-generate', 'types,client', '-package', 'client', '-o', file, documentFile]
        return (
          (await complaintOf(generator, generate, inside(signal))) ??
          (await complaintOf('go', ['mod', 'init', 'smoke'], inside(signal))) ??
          (await complaintOf('go', ['mod', 'tidy'], inside(signal))) ??
          (await complaintOf('go', ['build', '-o', 'smoke', '.'], inside(signal)))
        )
      },
    },
    {
      name: 'Go: the client works',
      run: (signal) => complaintOf(path.join(folder, 'smoke'), [baseUrl, testKey], inside(signal)),
    },
  ]
}

async function complaintOf(command: string, args: string[], options: ToolOptions): Promise<string | null> {
  const outcome = await tryTool(command, args, options)
  if (!outcome) return `${command} is not there`
  return outcome.code === 0 ? null : outcome.stdout + outcome.stderr
}

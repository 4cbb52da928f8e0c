import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Figure, figure, notMeasured, type Run, type Say, withInstance } from '@coldframe/bench'
import { z } from 'zod'
import { findBreakingChanges } from '../openapi/breaking.ts'
import { lint } from '../openapi/lint.ts'
import { documentFile } from '../openapi/paths.ts'
import type { Report } from '../openapi/read-report.ts'
import { installSchemathesis, runSchemathesis } from '../openapi/schemathesis.ts'
import { fillHouse } from '../openapi/world.ts'

/** Of each operation; fewer with `--examples N`, for a quick look. */
const EXAMPLES = 200

const Flags = z.object({ examples: z.coerce.number().int().min(1).default(EXAMPLES) })

/** The OpenAPI document by the rules that others made for such, and the API by the document. */
export const openapi: Run = async ({ args, say, signal }) => {
  const { examples } = Flags.parse(parseArgs({ args, options: { examples: { type: 'string' } } }).values)
  const figures = [...(await lint(say, signal)), await findBreakingChanges(say, signal)]
  const report = await tryEverything(examples, say, signal)
  if (!report) return { name: 'openapi', figures: [...figures, notMeasured('failures', 'failures')] }
  return {
    name: 'openapi',
    figures: [...figures, ...figuresOf(report, examples)],
    passed: report.cases - report.failures,
    failed: report.failures,
  }
}

const figuresOf = (report: Report, examples: number): Figure[] => [
  figure('operations', report.operationsTested, 'operations', { exactly: listOperations().length }),
  figure('cases', report.cases, 'cases'),
  figure('fewest_cases_of_an_operation', report.leastTried.cases, 'cases', { atLeast: examples }),
  figure('operations_without_success', report.neverAnswered.length, 'operations', { exactly: 0 }),
  figure('failures', report.failures, 'failures', { exactly: 0 }),
  figure('server_errors', report.serverErrors, 'answers', { exactly: 0 }),
  figure('errors_of_the_test', report.errors, 'errors', { exactly: 0 }),
]

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

function listOperations(): string[] {
  const { paths } = Document.parse(JSON.parse(readFileSync(documentFile, 'utf8')))
  return Object.entries(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${url}`),
  )
}

/** Null where schemathesis cannot be had. */
async function tryEverything(examples: number, say: Say, signal: AbortSignal): Promise<Report | null> {
  const binary = await installSchemathesis(say, signal)
  if (!binary) {
    say('the API is not tried: schemathesis cannot be installed (are python3, its venv and pip there?)')
    return null
  }
  // Else it would not be seen what becomes of one wrong key alone.
  const environment = { REFUSED_KEYS_LIMIT: '100000000' }
  return withInstance({ delays: 'zero', isDurable: false, environment, say, signal }, async (instance) => {
    const { keys, things } = await fillHouse(instance, signal)
    // What is ordered from now on stays ordered: its workflows would outlast the test.
    instance.kill('worker', 'SIGSTOP')
    say(`schemathesis: ${examples} examples of each operation`)
    const report = await withDirectory((directory) => {
      const target = { baseUrl: instance.baseUrl, keys, things, directory }
      return runSchemathesis(binary, target, { examples, operations: listOperations(), signal })
    })
    for (const operation of report.neverAnswered) console.error(`NEVER ANSWERED ${operation}`)
    say(`${report.cases} cases, ${report.failures} failures; tried least: ${report.leastTried.operation}`)
    return report
  })
}

async function withDirectory<Result>(work: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(path.join(tmpdir(), 'coldframe-schemathesis-'))
  try {
    return await work(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

import path from 'node:path'
import { type Figure, figure, type Say } from '@coldframe/bench'
import { z } from 'zod'
import { documentFile, npmTool, settings } from './paths.ts'
import { runTool } from './run-tool.ts'

interface Totals {
  errors: number
  warnings: number
  /** What was found, a line each. */
  lines: string[]
}

const RedoclyReport = z.object({
  totals: z.object({ errors: z.number(), warnings: z.number() }),
  problems: z.array(z.looseObject({ ruleId: z.string(), message: z.string() })),
})

async function askRedocly(signal: AbortSignal): Promise<Totals> {
  const args = [npmTool('redocly'), 'lint', documentFile, '--extends', 'recommended-strict', '--format', 'json']
  const environment = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const { stdout, stderr } = await runTool(process.execPath, args, { environment, signal })
  const { totals, problems } = RedoclyReport.parse(parseJson(stdout, stderr))
  return { ...totals, lines: problems.map(({ ruleId, message }) => `${ruleId}: ${message}`) }
}

/** https://docs.stoplight.io/docs/spectral: 0 is an error, 1 a warning; what is less is advice. */
const severities = { error: 0, warning: 1 }
const SpectralReport = z.array(
  z.object({ code: z.string(), message: z.string(), severity: z.number(), path: z.array(z.string()) }),
)

async function askSpectral(signal: AbortSignal): Promise<Totals> {
  const rules = path.join(settings, 'spectral.yaml')
  const args = [npmTool('spectral'), 'lint', documentFile, '--ruleset', rules, '--format', 'json', '--quiet']
  const { stdout, stderr } = await runTool(process.execPath, args, { signal })
  const results = SpectralReport.parse(parseJson(stdout, stderr))
  const count = (wanted: number) => results.filter(({ severity }) => severity === wanted).length
  return {
    errors: count(severities.error),
    warnings: count(severities.warning),
    lines: results.map(({ code, message, path }) => `${code}: ${message} (${path.join('/')})`),
  }
}

function parseJson(stdout: string, stderr: string): unknown {
  try {
    return JSON.parse(stdout)
  } catch {
    throw new Error(`The linter told nothing that can be read: ${stdout}${stderr}`)
  }
}

/** As many as one wants to read. */
const MOST_LINES = 50

export async function lint(say: Say, signal: AbortSignal): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, ask] of Object.entries({ redocly: askRedocly, spectral: askSpectral })) {
    const { errors, warnings, lines } = await ask(signal)
    for (const line of lines.slice(0, MOST_LINES)) console.error(`FOUND by ${name}: ${line}`)
    say(`${name}: ${errors} errors, ${warnings} warnings`)
    figures.push(figure(`${name}_errors`, errors, 'errors', { exactly: 0 }))
    figures.push(figure(`${name}_warnings`, warnings, 'warnings', { exactly: 0 }))
  }
  return figures
}

import { type Figure, figure, notMeasured, type Run, withInstance } from '@coldframe/bench'
import type { Instance } from '@coldframe/stack'
import { type Case, runCases } from '../sdk/cases.ts'
import { findGo, findPython, goCases, pythonCases } from '../sdk/other-languages.ts'
import { withPackedSdk } from '../sdk/pack.ts'
import { judgePackage } from '../sdk/quality.ts'
import { cliCases, edgeCases, runCasesOf } from '../sdk/runs.ts'
import { findMiniflare, findRuntimes } from '../sdk/runtimes.ts'
import { typescriptCases } from '../sdk/typescript.ts'

/** The npm package as it would be published, judged by others' rules and used in every way that it can be installed; and others' clients. */
export const sdk: Run = async ({ say, signal }) => {
  const runtimes = await findRuntimes(signal)
  const miniflare = await findMiniflare(signal)
  const [python, go] = [await findPython(signal), await findGo(signal)]
  const run = (instance: Instance) =>
    withPackedSdk(signal, async (packed) => {
      const figures = await judgePackage(packed, say, signal)
      const groups: [string, Case[]][] = [
        ['typescript', typescriptCases(packed.project)],
        ...runtimes.map((runtime): [string, Case[]] => [nameOf(runtime.name), runCasesOf(packed.project, runtime)]),
        ['workerd', edgeCases(packed.project, miniflare)],
        ['cli', cliCases(packed.project, runtimes, instance)],
        ['python', python === null ? [] : pythonCases(python, instance)],
        ['go', go === null ? [] : goCases(go, instance)],
      ]
      let [passed, failed] = [0, 0]
      for (const [name, cases] of groups) {
        const tally = await runCases(cases, say, signal)
        passed += tally.passed
        failed += tally.failed
        figures.push(failuresOf(name, cases, tally.failed))
      }
      return { name: 'sdk', figures, passed, failed }
    })
  return withInstance({ delays: 'zero', isDurable: false, say, signal }, run)
}

const nameOf = (runtime: string) => runtime.toLowerCase().replace(' ', '')

function failuresOf(name: string, cases: Case[], failed: number): Figure {
  const what = `${name}_failures`
  return cases.length === 0 ? notMeasured(what, 'ways') : figure(what, failed, 'ways', { exactly: 0 })
}

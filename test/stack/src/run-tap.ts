import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { root } from './paths.ts'
import { createTapReport } from './tap-report.ts'

export type TapRun = {
  args: string[]
  /** Takes the raw TAP. */
  outputFile: string
  environment: Record<string, string>
  stop: AbortSignal
}

const namesReporter = (args: string[]) => args.some((arg) => /^(-R|--reporter)/.test(arg))

/** Runs tap to its end and answers its exit code: drawn by tap on a terminal, told line by line elsewhere. */
export async function runTap({ args, outputFile, environment, stop }: TapRun): Promise<number> {
  if (stop.aborted) return 1
  const isDrawn = process.stdout.isTTY || namesReporter(args)
  const own = isDrawn ? [`--output-file=${outputFile}`] : ['--reporter=tap']
  const tap = spawn('tap', [...own, ...args], {
    cwd: root,
    env: environment,
    stdio: ['inherit', isDrawn ? 'inherit' : 'pipe', 'inherit'],
  })
  stop.addEventListener('abort', () => tap.kill('SIGTERM'))
  const ended = new Promise<number>((resolve, reject) => {
    tap.once('error', reject)
    tap.once('close', (code) => resolve(code ?? 1))
  })
  if (tap.stdout) {
    tap.stdout.pipe(createWriteStream(outputFile))
    createInterface({ input: tap.stdout }).on(
      'line',
      createTapReport((text) => process.stdout.write(text)),
    )
  }
  return ended
}

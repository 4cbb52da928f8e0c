import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { run } from './command.mjs'

/** The SDK downloads a server only as part of starting it. @param {string} folder @param {boolean} isTestServer */
const script = (folder, isTestServer) => `
  import { TestWorkflowEnvironment } from '@temporalio/testing'
  const executable = { type: 'cached-download', downloadDir: ${JSON.stringify(folder)} }
  const environment = await TestWorkflowEnvironment.${isTestServer ? 'createTimeSkipping' : 'createLocal'}({ server: { executable } })
  await environment.teardown()`

/** The line that says why, out of a stack. @param {string} output */
const reasonIn = (output) => output.match(/Error: .*/)?.[0].slice(0, 200) ?? output.slice(0, 200)

/**
 * Temporal's own download, through its SDK. Answers what went wrong, null when the program is there.
 * @param {import('./temporal.mjs').Download} download
 * @returns {Promise<string | null>}
 */
export async function downloadFromTemporal({ root, tool, node, target, environment }) {
  const work = `${path.dirname(target)}.${process.pid}`
  mkdirSync(work, { recursive: true })
  try {
    const source = script(work, tool.name === 'temporal-test-server')
    const cwd = path.join(root, 'temporal')
    const result = await run(node, ['--input-type=module', '--eval', source], { cwd, env: environment })
    const program = readdirSync(work)[0]
    if (result.code !== 0 || !program) return `Temporal's own download failed: ${reasonIn(result.output)}`
    mkdirSync(path.dirname(target), { recursive: true })
    renameSync(path.join(work, program), target)
    return null
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
downloadFromTemporal.title = "Temporal's own download"

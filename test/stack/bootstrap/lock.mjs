import { closeSync, mkdirSync, openSync, rmSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const beatMs = 1000
/** A holder beats each second; a silent lock is one that a killed process left. Process ids would not do: they recur. */
const silentMs = 10_000

/** @param {string} file */
function tryLock(file) {
  try {
    closeSync(openSync(file, 'wx'))
    return true
  } catch {
    if (ageMs(file) > silentMs) rmSync(file, { force: true })
    return false
  }
}

/** @param {string} file */
function ageMs(file) {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}

/** @param {string} file */
function beat(file) {
  if (statSync(file, { throwIfNoEntry: false })) utimesSync(file, new Date(), new Date())
}

/**
 * One process at a time.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(path.dirname(file), { recursive: true })
  while (!tryLock(file)) await sleep(100)
  const beating = setInterval(beat, beatMs, file)
  try {
    return await work()
  } finally {
    clearInterval(beating)
    rmSync(file, { force: true })
  }
}

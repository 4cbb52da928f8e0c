import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

const rotateAtBytes = 8 * 1024 * 1024

/** The file that a child writes to by itself, so that its last words outlive this process. */
export type ChildLog = {
  file: string
  descriptor: number
  /** What this run of the child wrote so far. */
  lines(): string[]
  close(): void
}

function rotate(file: string) {
  if (existsSync(file) && statSync(file).size > rotateAtBytes) renameSync(file, `${file}.1`)
}

export function openChildLog(directory: string, name: string): ChildLog {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, `${name}.log`)
  rotate(file)
  const descriptor = openSync(file, 'a')
  const begin = fstatSync(descriptor).size
  return {
    file,
    descriptor,
    lines: () => readFileSync(file).subarray(begin).toString('utf8').split('\n').filter(Boolean),
    close: () => closeSync(descriptor),
  }
}

import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Readable for its owner only, and never seen half written. */
export function writePrivateFile(file: string, content: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  renameSync(draft, file)
}

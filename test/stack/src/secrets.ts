import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { writePrivateFile } from './private-file.ts'

/** The key that seals credentials at rest, made once: without it what is sealed in the database stays sealed. */
export function masterKeyOf(dataDirectory: string): string {
  const file = path.join(dataDirectory, 'master-key')
  if (!existsSync(file)) writePrivateFile(file, randomBytes(32).toString('base64'))
  return readFileSync(file, 'utf8').trim()
}

/** Node takes one file of further authorities; the caller's own ones stay trusted beside the sandbox's. */
export function writeAuthorities(dataDirectory: string, sandboxFile: string, ownFile: string | undefined): string {
  const files = [...(ownFile && existsSync(ownFile) ? [ownFile] : []), sandboxFile]
  const bundle = path.join(dataDirectory, 'authorities.pem')
  writePrivateFile(bundle, files.map((file) => readFileSync(file, 'utf8').trim()).join('\n'))
  return bundle
}

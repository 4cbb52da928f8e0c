import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

interface Kept {
  apiKey?: string
  baseUrl?: string
  /** With which `listen` signs, so that a receiver needs to be told once. */
  listenSecret?: string
}

export type CredentialFile = ReturnType<typeof createCredentialFile>

/** What `login` and `listen` keep, readable by its owner alone. */
export function createCredentialFile(environment: Record<string, string | undefined>) {
  const folder = path.join(environment.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'coldframe')
  const file = path.join(folder, 'credentials.json')
  const read = (): Kept => (existsSync(file) ? parse(readFileSync(file, 'utf8')) : {})
  return {
    file,
    read,
    keep(change: Kept): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      // A new file: one that is there would keep its mode, and be half written for a moment.
      const fresh = `${file}.${process.pid}`
      writeFileSync(fresh, `${JSON.stringify({ ...read(), ...change }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      renameSync(fresh, file)
    },
    forget: () => rmSync(file, { force: true }),
  }
}

/** A file that somebody has spoilt is as good as none. */
function parse(json: string): Kept {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

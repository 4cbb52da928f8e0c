import { errors } from './errors.ts'

/** `ifVersions` null: the caller takes any. */
export function checkVersion({ version }: { version: number }, ifVersions: number[] | null): void {
  if (ifVersions !== null && !ifVersions.includes(version)) throw errors.versionMismatch()
}

import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

/** Suites that others wrote lie beside the project, not in it. */
const besideProject = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data')

/** Where a suite's data are: `--data DIR` or beside the project, in both with or without a folder of the suite's name. */
export function findDataFolder(args: string[], suite: string): { folder: string; exists: boolean } {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } })
  const named = path.resolve(values.data ?? besideProject)
  const own = path.join(named, suite)
  if (existsSync(own)) return { folder: own, exists: true }
  if (values.data === undefined) return { folder: own, exists: false }
  if (!existsSync(named)) throw new Error(`There is no ${named}.`)
  return { folder: named, exists: true }
}

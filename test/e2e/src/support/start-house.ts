import { execFile } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { promisify } from 'node:util'
import { createTemporaryDirectory, type Instance, removeTemporaryDirectory, startInstance } from '@coldframe/stack'
import { z } from 'zod'
import { inheritedEnvironment } from '../../../stack/src/config.ts'
import { defaultEntries } from '../../../stack/src/entries.ts'
import { root } from '../../../stack/src/paths.ts'
import { createApi } from '../drive/api.ts'
import { createWorld } from '../drive/world.ts'

const execute = promisify(execFile)
const MadeKey = z.object({ key: z.string() })

export type House = Awaited<ReturnType<typeof startHouse>>

/** A whole house of its own, with a world that makes nobody wait. */
export async function startHouse(onEnd: (end: () => Promise<void>) => void) {
  const dataDir = createTemporaryDirectory()
  let instance: Instance | null = null
  onEnd(async () => {
    await instance?.stop()
    removeTemporaryDirectory(dataDir)
  })
  instance = await startInstance({ dataDir, delays: 'zero', isDurable: false })
  const { baseUrl, testKey, sandboxUrl, dns, databaseUrl } = instance
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers([`${dns.host}:${dns.port}`])
  return {
    api: createApi({ baseUrl, key: testKey }),
    world: createWorld(sandboxUrl),
    /** Asks the world's DNS server, as anybody can. */
    resolver,
    /** The API with the key of another account. */
    async apiOfStranger() {
      const args = [defaultEntries.createKey, '--account', 'Stranger', '--mode', 'test']
      const env = { ...inheritedEnvironment(), DATABASE_URL: databaseUrl }
      const { stdout } = await execute(process.execPath, args, { cwd: root, env })
      return createApi({ baseUrl, key: MadeKey.parse(JSON.parse(stdout)).key })
    },
  }
}

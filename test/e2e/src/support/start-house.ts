import { execFile } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { createTemporaryDirectory, type Instance, removeTemporaryDirectory, startInstance } from '@coldframe/stack'
import { z } from 'zod'
import { createApi } from '../drive/api.ts'
import { createWorld } from '../drive/world.ts'

const execute = promisify(execFile)
/** The operator's own program; keys are not made by strangers over HTTP. */
const createKey = path.resolve(import.meta.dirname, '../../../../api/src/bin/create-key.ts')
const MadeKey = z.object({ key: z.string() })

export type House = Awaited<ReturnType<typeof startHouse>>

/** A whole house of its own, with a world that makes nobody wait. */
export async function startHouse(onEnd: (end: () => Promise<void>) => void, more: Record<string, string> = {}) {
  const dataDir = createTemporaryDirectory()
  let instance: Instance | null = null
  onEnd(async () => {
    await instance?.stop()
    removeTemporaryDirectory(dataDir)
  })
  const environment = { RATE_LIMIT: '100000', ...more }
  instance = await startInstance({ dataDir, delays: 'zero', isDurable: false, environment })
  const { baseUrl, testKey, sandboxUrl, dns, databaseUrl } = instance
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers([`${dns.host}:${dns.port}`])
  return {
    baseUrl,
    testKey,
    api: createApi({ baseUrl, key: testKey }),
    world: createWorld(sandboxUrl),
    /** Asks the world's DNS server, as anybody can. */
    resolver,
    /** The API with the key of another account. */
    async apiOfStranger() {
      const args = [createKey, '--account', 'Stranger', '--mode', 'test']
      const { stdout } = await execute(process.execPath, args, { env: { DATABASE_URL: databaseUrl } })
      return createApi({ baseUrl, key: MadeKey.parse(JSON.parse(stdout)).key })
    },
  }
}

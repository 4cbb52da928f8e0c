import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { hasProgram, startProgram } from '../program-fixture.ts'

export interface Rbldnsd {
  /** `address:port` */
  resolver: string
  stop(): Promise<void>
}

/** A zone's data, in rbldnsd's own form. */
export interface RbldnsdZone {
  type: 'dnset' | 'ip4set' | 'ip6trie'
  lines: string[]
  /** How this machine is treated: refused, or told that nothing is listed. */
  toUs?: 'refuse' | 'empty'
}

/** Debian has it where only root looks for programs. */
const PROGRAM = '/usr/sbin/rbldnsd'

/** A real rbldnsd on loopback; null where it cannot run. It wants to give up root's rights, and folders that others can read. */
export async function startRbldnsd(zones: Record<string, RbldnsdZone>): Promise<Rbldnsd | null> {
  if (userInfo().uid !== 0 || !(await hasProgram(PROGRAM))) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'coldframe-rbldnsd-'))
  await chmod(folder, 0o755)
  const all: Record<string, RbldnsdZone> = { 'ready.test': { type: 'dnset', lines: ['ready'] }, ...zones }
  const keep = (name: string, lines: string[]) =>
    writeFile(path.join(folder, name), `${lines.join('\n')}\n`, { mode: 0o644 })
  const specifications: string[] = []
  for (const [zone, { type, lines, toUs }] of Object.entries(all)) {
    await keep(zone, lines)
    specifications.push(`${zone}:${type}:${zone}`)
    if (!toUs) continue
    await keep(`${zone}.acl`, [`127.0.0.1 :${toUs}`])
    specifications.push(`${zone}:acl:${zone}.acl`)
  }
  const port = await freeUdpPort()
  const resolver = `127.0.0.1:${port}`
  const args = ['-n', '-u', 'rbldns', '-r', folder, '-b', `127.0.0.1/${port}`, ...specifications]
  const server = await startProgram(PROGRAM, args, () => answers(resolver))
  return {
    resolver,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}

async function answers(server: string): Promise<boolean> {
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers([server])
  return resolver.resolve4('ready.ready.test.').then(
    () => true,
    () => false,
  )
}

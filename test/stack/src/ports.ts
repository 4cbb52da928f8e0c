import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { z } from 'zod'
import { writePrivateFile } from './private-file.ts'
import { canConnect } from './readiness.ts'

const Remembered = z.record(z.string(), z.number().int().min(1).max(65_535))
const lastPort = 65_535
/** Below the ports that the system hands out by itself: one of those could be taken before its owner listens on it. */
const quiet = { first: 10_000, last: 30_000 }

/** `0` takes any free port of the quiet range. `udp` asks for the same port in both protocols. */
export type WantedPort = { port: number; udp?: boolean; isFixed?: boolean }

function isTcpFree(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null))
    })
  })
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => resolve(false))
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)))
  })
}

/** The port when it can be taken on loopback. macOS lets one bind loopback over a wildcard listener, hence the call. */
async function freePort(port: number, udp: boolean): Promise<number | null> {
  if (port > 0 && (await canConnect(port))) return null
  const free = await isTcpFree(port)
  return free !== null && (!udp || (await isUdpFree(free))) ? free : null
}

/** The wanted port, or the next free one. */
export async function nextFreePort(wanted: number, options: { udp?: boolean; taken?: Set<number> } = {}) {
  for (let port = wanted === 0 ? randomInt(quiet.first, quiet.last) : wanted; port <= lastPort; port++) {
    const free = options.taken?.has(port) ? null : await freePort(port, options.udp ?? false)
    if (free !== null && !options.taken?.has(free)) return free
  }
  throw new Error(`No port from ${wanted} on is free.`)
}

function readRemembered(file: string): Record<string, number> {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}

/** Ports by name: those of the last time where they are free, so that a restart keeps its addresses. */
export async function choosePorts(wanted: Record<string, WantedPort>, file: string): Promise<Record<string, number>> {
  const remembered = readRemembered(file)
  const taken = new Set<number>()
  const chosen: Record<string, number> = {}
  for (const [name, { port, udp, isFixed }] of Object.entries(wanted)) {
    const last = remembered[name]
    const first = last !== undefined && !isFixed && !taken.has(last) ? await freePort(last, udp ?? false) : null
    const free = first ?? (await nextFreePort(port, { udp, taken }))
    chosen[name] = free
    taken.add(free)
  }
  writePrivateFile(file, `${JSON.stringify(chosen, null, 2)}\n`)
  return chosen
}

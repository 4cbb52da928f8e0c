import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** True where a program can be started by its name. */
export async function hasProgram(name: string): Promise<boolean> {
  return run('sh', ['-c', `command -v ${name}`]).then(
    () => true,
    () => false,
  )
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts a server in the foreground and waits until its port answers. */
export const startServer = (command: string, args: string[], port: number) =>
  startProgram(command, args, () => isOpen(port))

/** Starts a program in the foreground and waits until it is ready. */
export async function startProgram(
  command: string,
  args: string[],
  isReady: () => Promise<boolean>,
): Promise<{ stop(): Promise<void> }> {
  const child = spawn(command, args, { stdio: 'ignore' })
  await untilReady(child, command, isReady)
  return {
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function untilReady(child: ChildProcess, command: string, isReady: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`)
    if (await isReady()) return
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error(`${command} does not answer`)
}

function isOpen(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port })
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).then((open) => {
    socket.destroy()
    return open === true
  })
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

interface Report {
  url: string
  times: [string, number][]
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>

/** In a process of its own, so that it is there whatever is killed. */
export async function startReceiver() {
  const child = fork(path.join(import.meta.dirname, 'receiver-process.ts'))
  async function ask(): Promise<Report> {
    const answer = once(child, 'message')
    child.send({})
    const [report] = await answer
    return report
  }
  const { url } = await ask()
  return {
    url,
    /** How often each event came, by its id. */
    received: async () => new Map((await ask()).times),
    stop: () => void child.kill(),
  }
}

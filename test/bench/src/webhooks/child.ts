import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export interface Child {
  /** One question at a time. */
  ask(question: object): Promise<unknown>
  stop(): void
}

/** A script of this folder in a process of its own, so that what it costs is not ours. It answers each message with one. */
export function startChild(script: string): Child {
  const child: ChildProcess = fork(path.join(import.meta.dirname, script))
  return {
    async ask(question) {
      const answer = once(child, 'message')
      child.send(question)
      return (await answer)[0]
    },
    stop: () => void child.kill(),
  }
}

import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChildLog } from './child-log.ts'

/** Resolves when the child serves; gives up when the signal aborts (the child ended, or its time is over). */
export type Probe = (context: { log: ChildLog; signal: AbortSignal }) => Promise<void>

const pauseMs = 25

/** Asks until the answer is yes. */
export async function until(isTrue: () => Promise<boolean> | boolean, signal: AbortSignal): Promise<void> {
  while (!(await isTrue())) await sleep(pauseMs, undefined, { signal })
  signal.throwIfAborted()
}

export function canConnect(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const answer = (isOpen: boolean) => {
      socket.destroy()
      resolve(isOpen)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}

async function answersOk(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

export const whenHttpOk =
  (url: string): Probe =>
  ({ signal }) =>
    until(() => answersOk(url, signal), signal)

/** A child that prints one JSON line when it serves. */
export const whenPrinted =
  (accept: (line: unknown) => boolean): Probe =>
  ({ log, signal }) =>
    until(() => log.lines().some((line) => isAccepted(line, accept)), signal)

function isAccepted(line: string, accept: (value: unknown) => boolean): boolean {
  if (!line.startsWith('{')) return false
  try {
    return accept(JSON.parse(line))
  } catch {
    return false
  }
}

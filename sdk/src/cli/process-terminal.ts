import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { readEnvironment } from './config.ts'
import type { Terminal } from './terminal.ts'

export function createProcessTerminal(): Terminal {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  // `coldframe events tail | head`: whoever read has gone, and there is nothing left to do.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  return {
    write: (text) => void process.stdout.write(text),
    complain: (text) => void process.stderr.write(text),
    isInteractive: process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 100,
    readSecret: (question) => readSecret(question, stop),
    readInput: () => text(process.stdin),
    environment: readEnvironment(),
    signal: stop.signal,
  }
}

async function readSecret(question: string, stop: AbortController): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(question)
  const nowhere = new Writable({ write: (_, __, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY })
  // While it reads, a terminal brings Ctrl-C as a key.
  lines.once('SIGINT', () => {
    stop.abort()
    lines.close()
  })
  try {
    for await (const line of lines) return line.trim()
    return ''
  } finally {
    lines.close()
    if (process.stdin.isTTY) process.stderr.write('\n')
  }
}

import type { Test } from 'tap'
import { runCli } from './run-cli.ts'

interface Seat {
  isInteractive?: boolean
  columns?: number
  environment?: Record<string, string>
  /** What is typed when a key is asked for. */
  secret?: string
  /** What is piped in. */
  input?: string
}

/** A terminal that remembers; its settings are kept in a folder of the test. */
export function createTestTerminal(
  t: Test,
  { isInteractive = true, columns = 100, environment, secret = '', input = '' }: Seat,
) {
  const seen = { out: '', complaints: '' }
  const stop = new AbortController()
  // Made anew with each call, so that it is not asked for where a terminal comes to one that is there.
  const home = environment?.XDG_CONFIG_HOME ?? t.testdir()
  const terminal = {
    write(text: string) {
      seen.out += text
    },
    complain(text: string) {
      seen.complaints += text
    },
    isInteractive,
    columns,
    readSecret: async () => secret,
    readInput: async () => input,
    environment: { XDG_CONFIG_HOME: home, ...environment },
    signal: stop.signal,
  }
  return { seen, home, stop, run: (line: string) => runCli(line.split(' '), terminal) }
}

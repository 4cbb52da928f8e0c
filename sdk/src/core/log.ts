interface AttemptEntry {
  method: string
  url: string
  /** From 0. */
  attempt: number
}

/** What the logging hook is told. Kinds may be added. */
export type LogEntry =
  | (AttemptEntry & { kind: 'request' })
  | (AttemptEntry & { kind: 'response'; status: number; requestId: string | null; durationMs: number })
  | (AttemptEntry & { kind: 'failure'; code: string; durationMs: number })
  | (AttemptEntry & { kind: 'retry'; code: string; delayMs: number })

export type Log = (entry: LogEntry) => void

/** A hook that fails must not make a call fail. */
export function createLog(hook: Log | undefined): Log {
  if (!hook) return () => {}
  return (entry) => {
    try {
      hook(entry)
    } catch {}
  }
}

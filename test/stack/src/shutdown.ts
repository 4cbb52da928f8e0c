/**
 * A signal that aborts when this process shall end: Ctrl-C, kill, a closed terminal, or the bootstrap's death. One
 * Ctrl-C may arrive several times (from the terminal, npm and the bootstrap), so only the first one counts.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort(name))
  process.on('disconnect', () => controller.abort('SIGHUP'))
  process.channel?.unref()
  // A terminal that was closed takes no more lines; the stop goes on without it.
  process.stdout.on('error', () => undefined)
  return controller.signal
}

export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Lets so many run at once; the others wait for their turn in the order in which they came. */
export function createGate(most: number) {
  const waiting: (() => void)[] = []
  let running = 0

  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await run()
    } finally {
      const next = waiting.shift()
      // Whoever waits takes over the place, so that nobody slips in between.
      if (next) next()
      else running -= 1
    }
  }
}

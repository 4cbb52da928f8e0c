export type Say = (line: string) => void

/** Prints lines with the time since the start. */
export function createSay(write: (text: string) => void = (text) => void process.stdout.write(text)): Say {
  const begin = performance.now()
  return (line) => write(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${line}\n`)
}

/** Tells what was done when it is done, and how long it took. */
export async function timed<Result>(say: Say, title: string, work: () => Promise<Result>): Promise<Result> {
  const begin = performance.now()
  const result = await work()
  say(`${title} (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
  return result
}

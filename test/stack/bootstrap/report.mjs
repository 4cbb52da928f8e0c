/** A failure that the reader can act on: shown without a stack. */
export class BootstrapError extends Error {}

let openLine = false

/**
 * Shows one piece of work in one line, with the time that it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begin = performance.now()
  process.stdout.write(`  ${title} … `)
  openLine = true
  const result = await work()
  process.stdout.write(`${((performance.now() - begin) / 1000).toFixed(1)} s\n`)
  openLine = false
  return result
}

/** Ends a line that a failure left open. */
step.end = () => {
  if (openLine) process.stdout.write('failed\n')
  openLine = false
}

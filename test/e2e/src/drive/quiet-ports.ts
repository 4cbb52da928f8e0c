import { randomInt } from 'node:crypto'

const names = ['api', 'worker', 'postgres', 'temporal', 'vendors', 'control', 'dns'] as const

const first = 10_000
/** Linux and macOS take the ports of outgoing connections from above. */
const last = 32_000
/** Room for the search for a free one. */
const stride = 20

/**
 * Where an instance begins to look for its ports: another place each time, so that instances that start at once do not
 * meet, and none from which outgoing connections are served while a killed process is away.
 */
export function quietPorts() {
  const base = randomInt(first, last - names.length * stride)
  return Object.fromEntries(names.map((name, index) => [name, { port: base + index * stride }]))
}

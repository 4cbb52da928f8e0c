import { type Run, runNamed } from '@coldframe/bench'
import { killProcesses, processes } from './suites/processes.ts'
import { rotateThroughKills } from './suites/rotation.ts'
import { failVendors } from './suites/vendors.ts'
import { warmUpOnce } from './suites/warmup.ts'
import { loseNoWebhook } from './suites/webhooks.ts'

const killAll = killProcesses(processes)

/** All suites, one after the other; the names of the figures say which. */
const all: Run = async (context) => {
  const parts = [
    await killAll(context),
    await failVendors(context),
    await loseNoWebhook(context),
    await rotateThroughKills(context),
    await warmUpOnce(context),
  ]
  const figures = parts.flatMap(({ name, figures }) => figures.map((one) => ({ ...one, name: `${name}_${one.name}` })))
  return { name: 'all', figures }
}

const runs: Record<string, Run> = {
  all,
  processes: killAll,
  ...Object.fromEntries(processes.map((name) => [name, killProcesses([name])])),
  vendors: failVendors,
  warmup: warmUpOnce,
  webhooks: loseNoWebhook,
  rotation: rotateThroughKills,
}

const args = process.argv.slice(2)
await runNamed('fault suite', runs, args[0] === undefined || args[0].startsWith('--') ? ['all', ...args] : args)

import path from 'node:path'
import { createApiClient } from './api-client.ts'
import { readConfig } from './config.ts'
import { showFirstOrder } from './first-order.ts'
import { type Instance, startInstance } from './instance.ts'
import { outcomeLines } from './outcome.ts'
import { root } from './paths.ts'
import { createSay } from './progress.ts'
import { reset } from './reset.ts'
import { createScreen } from './screen.ts'
import { shutdownSignal, whenAborted } from './shutdown.ts'
import { readStartOptions, type StartOptions, usage } from './start-options.ts'
import { showStory } from './story.ts'

const dataDirectory = path.join(root, '.coldframe')
const screen = createScreen(process.stdout)
const say = createSay((text) => screen.print(text.trimEnd()))

const wantedPorts = ({ port }: StartOptions) => ({
  api: { port: port ?? 3000, isFixed: port !== undefined },
  worker: { port: 3900 },
  postgres: { port: 5432 },
  temporal: { port: 7233 },
  vendors: { port: 4443 },
  control: { port: 4080 },
  dns: { port: 4053 },
})

function introduce({ baseUrl, testKey, sandboxUrl, dns }: Instance) {
  screen.print(`
  API            ${baseUrl}
  Test key       ${testKey}
  Reference      ${baseUrl}/reference
  Sandbox        ${sandboxUrl}  (its DNS: ${dns.host} port ${dns.port})
`)
}

function suggest({ baseUrl, testKey }: Instance) {
  screen.print(`
Try it:
  curl -H 'Authorization: Bearer ${testKey}' ${baseUrl}/v1/domains

Ctrl-C stops everything; the data stays in .coldframe/, and npm start takes it up again.`)
}

async function order(instance: Instance, signal: AbortSignal) {
  const client = createApiClient(instance.baseUrl, instance.testKey, signal)
  const { domain, operation } = await showFirstOrder({ client, screen, say, signal })
  if (operation !== null && operation.status !== 'succeeded') return
  for (const line of await outcomeLines(client, domain, instance.dns)) screen.print(line)
}

/** A first order that fails is told; the house stays up so that one can look why. */
async function tryOrder(instance: Instance, signal: AbortSignal) {
  try {
    await order(instance, signal)
  } catch (error) {
    if (!signal.aborted) say(`the first order: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function stayUp(instance: Instance, options: StartOptions, signal: AbortSignal) {
  introduce(instance)
  if (options.story) await showStory(instance, { screen, signal })
  else if (!options['no-order']) await tryOrder(instance, signal)
  if (!signal.aborted) suggest(instance)
  await whenAborted(signal)
  say('stopping')
  await instance.stop()
}

/** A day a minute: weeks of warmup can be watched. The story takes two months. */
const daySecondsOf = ({ 'day-seconds': wanted, story }: StartOptions) => `${wanted ?? (story ? 2 : 60)}`

async function run(options: StartOptions) {
  const signal = shutdownSignal()
  if (options.reset) await reset(dataDirectory)
  const { delays } = options
  try {
    const config = readConfig()
    const environment = { TEST_DAY_SECONDS: config.TEST_DAY_SECONDS ?? daySecondsOf(options) }
    const settings = { dataDir: dataDirectory, ports: wantedPorts(options), config, environment }
    const instance = await startInstance({ ...settings, delays, say, signal })
    await stayUp(instance, options, signal)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  say('stopped')
}

try {
  const options = readStartOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await run(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

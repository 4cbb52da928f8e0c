import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { figure, type Run, type Say, withInstance } from '@coldframe/bench'
import { createApi, createWorld, newName, patiently, type World, waitForOperation } from '@coldframe/e2e'
import type { Instance } from '@coldframe/stack'
import { createRevivals, type Revivals } from '../revivals.ts'
import { readLetters } from '../warmup/letters.ts'

/** In a day of this length a window of mail is open every two seconds, and a worker is back before the next day. */
const DAY_SECONDS = '30'
const domainCount = 3
const mailboxCount = 24
const patienceMs = 180_000
const pollMs = 20

/** Kills the worker while it sends the mail of the exchange: what lies in the world has been sent once. */
export const warmUpOnce: Run = ({ args, say, signal }) => {
  const kills = readKills(args)
  const revivals = createRevivals(say)
  const environment = { TEST_DAY_SECONDS: DAY_SECONDS }
  return withInstance({ delays: 'zero', say: revivals.say, signal, environment }, async (instance) => {
    const world = createWorld(instance.sandboxUrl)
    const stage = { instance, revivals, world, say, addresses: await warmDomains(instance) }
    let killed = 0
    for (; killed < kills; killed++) await killWhileSending(stage)
    await sleep(Number(DAY_SECONDS) * 1_000)
    const { letters, answers } = await readLetters(world, stage.addresses)
    return { name: 'warmup', figures: figuresOf(killed, letters, answers) }
  })
}

function readKills(args: string[]): number {
  // The other suites' flags, so that one command line fits all.
  const { values } = parseArgs({ args, options: { moments: { type: 'string' }, seed: { type: 'string' } } })
  const kills = Number(values.moments ?? 6)
  if (!Number.isInteger(kills) || kills < 1) throw new Error('--moments wants a whole number from 1.')
  return kills
}

/** Domains that can send, of one account; answers with the addresses of their mailboxes. */
async function warmDomains({ baseUrl, testKey }: Instance): Promise<string[]> {
  const api = createApi({ baseUrl, key: testKey })
  const addresses: string[] = []
  for (let count = 0; count < domainCount; count++) {
    const { id, operationId } = await api.order({ name: newName('warm'), mailboxCount })
    await waitForOperation(api, operationId, { timeoutMs: patienceMs, pollMs: 500 })
    addresses.push(...(await patiently(() => api.mailboxes(id))).map(({ address }) => address))
  }
  return addresses
}

interface Stage {
  instance: Instance
  revivals: Revivals
  world: World
  say: Say
  addresses: string[]
}

/** As soon as the first letter of a window is seen: the others are under way, or wait. */
async function killWhileSending({ instance, revivals, world, addresses, say }: Stage): Promise<void> {
  const countSent = async () => (await readLetters(world, addresses)).letters.size
  const before = await countSent()
  const deadline = Date.now() + patienceMs
  for (let count = before; count === before; count = await countSent()) {
    if (Date.now() > deadline) throw new Error(`No mail was sent within ${patienceMs / 1_000} s`)
    await sleep(pollMs)
  }
  const revivalsBefore = revivals.count('worker')
  instance.kill('worker', 'SIGKILL')
  await revivals.waitFor('worker', revivalsBefore + 1)
  say(`${(await countSent()) - before} letters went out before the worker died`)
}

function figuresOf(kills: number, letters: Map<string, number>, answers: Map<string, number>) {
  const twice = (counts: Map<string, number>) => [...counts.values()].filter((count) => count > 1).length
  return [
    figure('kills', kills, 'kills'),
    figure('letters', letters.size, 'letters', { atLeast: kills }),
    figure('letters_sent_twice', twice(letters), 'letters', { exactly: 0 }),
    figure('answers', answers.size, 'answers'),
    figure('answers_sent_twice', twice(answers), 'answers', { exactly: 0 }),
  ]
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type Figure, figure, type Run, withInstance } from '@coldframe/bench'
import { createWorld, newName } from '@coldframe/e2e'
import { type Coldframe, createColdframe, type Domain } from '@coldframe/sdk'
import type { Instance } from '@coldframe/stack'
import { createRevivals, type Revivals } from '../revivals.ts'

/** After the call: while it is planned, ordered, made, and near its end. */
const pausesMs = [0, 30, 150, 600, 1_500, 3_000]
const mailboxes = ['anna', 'ben', 'cy'].map((localPart) => ({ localPart, displayName: localPart }))
const patienceMs = 120_000
/** A replacement takes over on the day after it has reached what the old domain may send. */
const shortDays = { TEST_DAY_SECONDS: '5' }
const pollMs = 250

interface Stage {
  instance: Instance
  revivals: Revivals
  coldframe: Coldframe
}

interface Result {
  isCompleted: boolean
  /** Types of its events, in order. */
  told: string[]
  replacementName: string
  replacements: number
  successors: number
}

/** Kills the worker while domains are replaced: each is ordered once, mapped once, and told of once and in order. */
export const rotateThroughKills: Run = ({ say, signal }) => {
  const revivals = createRevivals(say)
  return withInstance({ delays: 'small', environment: shortDays, say: revivals.say, signal }, async (instance) => {
    const coldframe = await openAccount({ baseUrl: instance.baseUrl, apiKey: instance.testKey })
    const stage = { instance, revivals, coldframe }
    const olds = await Promise.all(pausesMs.map(() => orderReady(coldframe)))
    const results: Result[] = []
    for (const [index, pauseMs] of pausesMs.entries()) {
      const old = olds[index]
      if (old) results.push(await rotateOnce(stage, old, pauseMs))
      say(`killed ${pauseMs} ms after the call: ${results.at(-1)?.told.join(', ')}`)
    }
    const { registrations = {} } = await createWorld(instance.sandboxUrl).counts()
    return { name: 'rotation', figures: figuresOf(results, registrations) }
  })
}

/** Without an exchange: all may send as much on their first day, and so do those that replace them. */
async function openAccount(house: { baseUrl: string; apiKey: string }): Promise<Coldframe> {
  const parent = createColdframe(house)
  const { id: account } = await parent.accounts.create({ name: 'Rotations' })
  await parent.accounts.update(account, { warmupExchange: false })
  return createColdframe({ ...house, account })
}

async function orderReady(coldframe: Coldframe): Promise<Domain> {
  const kind = { provider: 'microsoft365', registration: 'register', dns: 'managed' } as const
  const domain = await coldframe.domains.create({ ...kind, name: newName('old'), mailboxes, brandDomain: 'acme.com' })
  await coldframe.operations.waitFor(domain.operationId ?? '')
  return domain
}

async function rotateOnce({ instance, revivals, coldframe }: Stage, old: Domain, pauseMs: number): Promise<Result> {
  const replacementName = newName('next')
  const { id } = await coldframe.domains.rotate(old.id, { replacementName, graceDays: 0 })
  await sleep(pauseMs)
  const before = revivals.count('worker')
  instance.kill('worker', 'SIGKILL')
  await revivals.waitFor('worker', before + 1)
  const isCompleted = await completes(coldframe, id)
  const replacements = (await coldframe.domains.list({ name: replacementName })).data.length
  const mapping = (await coldframe.rotations.mailboxes(id)).mailboxes
  const successors = new Set(mapping.flatMap(({ to }) => to?.mailboxId ?? [])).size
  return { isCompleted, told: await eventsOf(coldframe, id), replacementName, replacements, successors }
}

async function completes(coldframe: Coldframe, id: string): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if ((await coldframe.rotations.get(id)).status === 'completed') return true
    await sleep(pollMs)
  }
  return false
}

async function eventsOf(coldframe: Coldframe, rotationId: string): Promise<string[]> {
  const told: string[] = []
  for await (const { type } of coldframe.events.list({ subjectId: rotationId })) told.unshift(String(type))
  return told
}

const wanted = [
  'rotation.planned',
  'rotation.started',
  ...mailboxes.map(() => 'rotation.mailbox_mapped'),
  'rotation.cutover',
  'rotation.completed',
].join()

function figuresOf(results: Result[], registrations: Record<string, number>): Figure[] {
  const all = { exactly: pausesMs.length }
  const count = (test: (result: Result) => boolean) => results.filter(test).length
  return [
    figure(
      'completed',
      count(({ isCompleted }) => isCompleted),
      'rotations',
      all,
    ),
    figure(
      'told_once_and_in_order',
      count(({ told }) => told.join() === wanted),
      'rotations',
      all,
    ),
    figure(
      'ordered_once',
      count(({ replacements }) => replacements === 1),
      'rotations',
      all,
    ),
    figure(
      'registered_once',
      count(({ replacementName: name }) => registrations[name] === 1),
      'rotations',
      all,
    ),
    figure(
      'mapped_one_to_one',
      count(({ successors }) => successors === mailboxes.length),
      'rotations',
      all,
    ),
  ]
}

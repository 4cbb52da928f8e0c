import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Run, withInstance } from '@coldframe/bench'
import {
  type Api,
  createApi,
  createWorld,
  hasEnded,
  newName,
  type Operation,
  unlessAway,
  type World,
} from '@coldframe/e2e'
import type { Instance } from '@coldframe/stack'
import { chooseMoments, type Moment } from '../moments.ts'
import { awaitOutcome, figuresOf, type Outcome, printTable } from '../outcome.ts'
import { type Placed, placeOrder } from '../place-order.ts'
import { createRevivals, type Revivals } from '../revivals.ts'

export const processes = ['worker', 'api', 'temporal', 'postgres'] as const
export type ProcessName = (typeof processes)[number]

const stepCount = 14
const pollMs = 30
const patienceMs = 120_000
/** Orders that recover while the next one is disturbed. */
const mostAtOnce = 3

/** Kills processes at moments that are spread over the provisioning of a domain: nothing is lost, nothing is made twice. */
export const killProcesses =
  (names: readonly ProcessName[]): Run =>
  ({ args, say, signal }) => {
    const { moments, seed } = readOptions(args)
    const revivals = createRevivals(say)
    return withInstance({ delays: 'small', say: revivals.say, signal }, async (instance) => {
      const { baseUrl, testKey, sandboxUrl } = instance
      const stage = { instance, revivals, api: createApi({ baseUrl, key: testKey }), world: createWorld(sandboxUrl) }
      const outcomes: Outcome[] = []
      for (const name of names) {
        outcomes.push(...(await killAtAll(stage, name, chooseMoments(`${seed} ${name}`, moments, stepCount))))
        say(`${name}: ${moments} moments`)
      }
      printTable(outcomes)
      return { name: 'processes', figures: await figuresOf(stage.world, outcomes) }
    })
  }

function readOptions(args: string[]) {
  const { values } = parseArgs({ args, options: { moments: { type: 'string' }, seed: { type: 'string' } } })
  const moments = Number(values.moments ?? 10)
  if (!Number.isInteger(moments) || moments < 1) throw new Error('--moments wants a whole number from 1.')
  return { moments, seed: values.seed ?? 'coldframe' }
}

interface Stage {
  instance: Instance
  revivals: Revivals
  api: Api
  world: World
}

async function killAtAll(stage: Stage, name: ProcessName, moments: Moment[]): Promise<Outcome[]> {
  const recovering: Promise<Outcome>[] = []
  for (const moment of moments) {
    const { placed, fault } = await killAt(stage, name, moment)
    const outcome = awaitOutcome(stage, placed, fault)
    outcome.catch(() => undefined)
    recovering.push(outcome)
    await recovering.at(-mostAtOnce)
  }
  return Promise.all(recovering)
}

/** Answers when the killed process serves again; the order goes on. */
async function killAt({ instance, revivals, api }: Stage, name: ProcessName, { stepsDone, thenMs }: Moment) {
  const placing = placeOrder(api, newName(name))
  // It may fail before it is waited for below.
  placing.catch(() => undefined)
  // Without a step done the order itself is what is disturbed.
  const before = stepsDone === 0 ? null : await reach(api, await placing, stepsDone)
  await sleep(thenMs)
  const seen = before && ((await unlessAway(api.operation(before.id))) ?? before)
  const revivalsBefore = revivals.count(name)
  const at = Date.now()
  instance.kill(name, 'SIGKILL')
  const placed = await placing
  await revivals.waitFor(name, revivalsBefore + 1)
  const told = {
    fault: `${name} killed after ${stepsDone} steps + ${thenMs} ms`,
    during: seen ? openSteps(seen) : 'the order',
  }
  return { placed, fault: { ...told, isHit: !seen || !hasEnded(seen), at } }
}

async function reach(api: Api, { operationId }: Placed, stepsDone: number): Promise<Operation> {
  const deadline = Date.now() + patienceMs
  const isDone = ({ status }: { status: string }) => status === 'succeeded' || status === 'skipped'
  while (Date.now() < deadline) {
    const operation = await unlessAway(api.operation(operationId))
    if (operation && operation.steps.filter(isDone).length >= stepsDone) return operation
    await sleep(pollMs)
  }
  throw new Error(`${operationId} did not come to ${stepsDone} steps within ${patienceMs / 1_000} s`)
}

function openSteps({ steps, status }: Operation): string {
  const open = steps.filter((step) => step.status === 'running' || step.status === 'waiting').map(({ name }) => name)
  return open.join(', ') || status
}

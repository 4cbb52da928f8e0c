import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sign } from '../../webhooks/sign.ts'
import { type Command, type CommandContext, text, WrongUsage } from '../command.ts'
import { eventOptions, follow } from './events.ts'

const TIMEOUT_MS = 15_000
/** A receiver that is being restarted is back within these. */
const WAITS_MS = [0, 1_000, 5_000]

/** The same each time, so that the receiver has to be told once. */
function secretOf({ credentials }: CommandContext): string {
  const secret = credentials.read().listenSecret ?? `whsec_${randomBytes(32).toString('base64')}`
  credentials.keep({ listenSecret: secret })
  return secret
}

async function deliver(url: string, event: { id: string }, secret: string, signal: AbortSignal): Promise<string> {
  const body = JSON.stringify(event)
  let outcome = ''
  for (const waitMs of WAITS_MS) {
    await sleep(waitMs, undefined, { signal })
    const headers = { 'content-type': 'application/json', ...(await sign(body, secret, { id: event.id })) }
    const limits = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
    const request = fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: limits })
    const status = await request.then(statusOf, reasonOf)
    outcome = String(status)
    if (typeof status === 'number' && status < 500) return outcome
  }
  return outcome
}

async function statusOf(answer: Response): Promise<number> {
  // What is not read would keep its connection.
  await answer.body?.cancel()
  return answer.status
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  return error.cause instanceof Error ? error.cause.message : error.message
}

export const listenCommands: Command[] = [
  {
    name: 'listen',
    takes: '--forward-to URL',
    summary: 'Bring events to a receiver on this machine, signed as webhooks are',
    argCount: 0,
    options: { ...eventOptions, 'forward-to': { type: 'string', help: 'where the receiver listens' } },
    async run(context) {
      const { values, output, terminal } = context
      const url = text(values['forward-to']) ?? ''
      if (!/^https?:/.test(url) || !URL.canParse(url)) throw new WrongUsage('--forward-to wants the URL of a receiver')
      const secret = secretOf(context)
      output.note(`The secret for your receiver: ${secret}`)
      for await (const event of follow(context)) {
        const { id, type, sequence } = event
        const outcome = await deliver(url, event, secret, terminal.signal)
        if (output.isJson) output.thing({ id, type, sequence, outcome })
        else output.raw(`#${sequence}  ${type}  -> ${outcome}\n`)
      }
    },
  },
]

import type { Coldframe } from '../../client.ts'
import { type Command, type CommandContext, text, whole } from '../command.ts'

export const eventOptions = {
  events: { type: 'string', help: 'only these types, with commas between' },
  after: { type: 'string', help: 'begin behind this sequence; else with what comes next' },
} as const

/** Events as they happen, until Ctrl-C. */
export function follow({ client, values, terminal }: CommandContext) {
  const [types, afterSequence] = [text(values.events), whole('after', values.after)]
  const query: Parameters<Coldframe['events']['stream']>[0] = {
    ...(types !== undefined && { types }),
    ...(afterSequence !== undefined && { afterSequence }),
  }
  return client().events.stream(query, { signal: terminal.signal })
}

export const eventCommands: Command[] = [
  {
    name: 'events tail',
    takes: '',
    summary: 'Show events as they happen',
    argCount: 0,
    options: eventOptions,
    async run(context) {
      const { output } = context
      for await (const event of follow(context)) {
        if (output.isJson) output.thing(event)
        else output.raw(`${event.timestamp}  #${event.sequence}  ${event.type}  ${JSON.stringify(event.data)}\n`)
      }
    },
  },
]

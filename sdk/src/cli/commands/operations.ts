import type { Command } from '../command.ts'
import { watchOperation } from '../progress.ts'

export const operationCommands: Command[] = [
  {
    name: 'operations get',
    takes: 'ID',
    summary: 'Show an operation, with its steps',
    argCount: 1,
    async run({ client, args, output }) {
      const operation = await client().operations.get(args[0] ?? '')
      if (output.isJson) return output.thing(operation)
      const { steps, ...rest } = operation
      output.thing(rest)
      output.rows(steps, ['name', 'status', 'attempts', 'message'])
    },
  },
  {
    name: 'operations watch',
    takes: 'ID',
    summary: 'Watch an operation until it ends',
    argCount: 1,
    async run(context) {
      const operation = await watchOperation(context, context.args[0] ?? '')
      if (!context.output.isJson) context.output.note(operation.status)
    },
  },
  {
    name: 'operations cancel',
    takes: 'ID',
    summary: 'Cancel an operation',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().operations.cancel(args[0] ?? '')),
  },
  {
    name: 'operations retry',
    takes: 'ID',
    summary: 'Try an operation again that waits for a person',
    argCount: 1,
    run: async ({ client, args, output }) => output.thing(await client().operations.retry(args[0] ?? '')),
  },
]

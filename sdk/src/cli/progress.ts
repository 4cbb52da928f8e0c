import type { Operation } from '../generated/models.ts'
import type { CommandContext } from './command.ts'

const WIDTH = 24

/** Follows an operation to its end: a bar that moves for a person, a line for each state for a program. */
export async function watchOperation({ client, output, terminal }: CommandContext, id: string): Promise<Operation> {
  const { isInteractive, complain, signal } = terminal
  const isBar = isInteractive && !output.isJson
  const onProgress = (operation: Operation) => {
    if (output.isJson) output.thing(operation)
    else complain(isBar ? `\r\u001b[K${barOf(operation)}` : `${barOf(operation)}\n`)
  }
  try {
    return await client().operations.waitFor(id, { onProgress, signal })
  } finally {
    if (isBar) complain('\n')
  }
}

function barOf({ progress, status, steps }: Operation): string {
  const filled = Math.round(progress * WIDTH)
  const open = steps.filter((step) => step.status === 'running' || step.status === 'waiting').map(({ name }) => name)
  const percent = `${Math.round(progress * 100)}`.padStart(3)
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent} %  ${open.join(', ') || status}`
}

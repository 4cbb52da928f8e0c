import type { Command } from './command.ts'
import { doctorCommands } from './commands/doctor.ts'
import { domainCommands } from './commands/domains.ts'
import { eventCommands } from './commands/events.ts'
import { fleetCommands } from './commands/fleets.ts'
import { listenCommands } from './commands/listen.ts'
import { mailboxCommands } from './commands/mailboxes.ts'
import { operationCommands } from './commands/operations.ts'
import { rotationCommands } from './commands/rotations.ts'
import { sessionCommands } from './commands/session.ts'
import { signalCommands } from './commands/signals.ts'
import { webhookCommands } from './commands/webhooks.ts'

export const commands: Command[] = [
  ...sessionCommands,
  ...domainCommands,
  ...fleetCommands,
  ...rotationCommands,
  ...mailboxCommands,
  ...signalCommands,
  ...operationCommands,
  ...eventCommands,
  ...listenCommands,
  ...webhookCommands,
  ...doctorCommands,
]

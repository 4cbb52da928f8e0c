import { type EventType, eventTypes } from '@coldframe/db'
import { eventCatalogue } from '@coldframe/db/events'
import { exampleEvent } from '../resources/events/describe-event.ts'

const ANNOUNCEMENT = 'Announced: nothing raises it yet. Its form is settled, so that receivers can be written for it.'

const entryOf = (type: EventType): { summary: string; isAnnounced?: true } => eventCatalogue[type]

function summaryOf(type: EventType): string {
  const { summary, isAnnounced } = entryOf(type)
  return isAnnounced ? `${summary} (announced)` : summary
}

const opening = `<!-- Printed from db/src/events by \`npm run generate\`. Do not edit. -->
# Events

What happened to the things of an account, as \`GET /v1/events\` lists it, \`GET /v1/events/stream\` tells it and webhooks deliver it: always in the same form. [Webhooks](guides/webhooks.md) says how to receive them.

| field | |
|---|---|
| \`id\` | the same wherever and however often the event comes: what tells that it came twice |
| \`type\` | what happened: one of those below. More may be added; ignore what you do not know |
| \`timestamp\` | when it happened |
| \`livemode\` | whether it happened in the real world |
| \`accountId\` | whose it is; of a sub-account its own |
| \`sequence\` | rises by one with each event of the account in its mode, without a gap |
| \`data\` | the thing as it was after the change. Never a secret. Fields may be added |

## Types

| type | when |
|---|---|
${eventTypes.map((type) => `| [\`${type}\`](#${anchorOf(type)}) | ${summaryOf(type)} |`).join('\n')}
`

/** As GitHub makes it of a heading. */
function anchorOf(type: EventType): string {
  return type.replaceAll('.', '')
}

/** docs/events.md: every type with an example. */
export function printEventsPage(): string {
  const sections = eventTypes.map((type) => {
    const { summary, isAnnounced } = entryOf(type)
    const example = JSON.stringify(exampleEvent(type), null, 2)
    const parts = [
      `## ${type}`,
      `${summary}.`,
      ...(isAnnounced ? [ANNOUNCEMENT] : []),
      `\`\`\`json\n${example}\n\`\`\`\n`,
    ]
    return parts.join('\n\n')
  })
  return [opening, ...sections].join('\n')
}

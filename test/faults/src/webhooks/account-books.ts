import type { Coldframe, Event, WebhookDelivery } from '@coldframe/sdk'

/** What the platform itself says has happened, and what became of it. */
export interface AccountBooks {
  events: Event[]
  deliveries: WebhookDelivery[]
}

export async function readBooks(coldframe: Coldframe, endpointId: string): Promise<AccountBooks> {
  const books: AccountBooks = { events: [], deliveries: [] }
  for await (const event of coldframe.events.list({ afterSequence: 0, limit: 100 })) books.events.push(event)
  for await (const delivery of coldframe.webhookDeliveries.list(endpointId, { limit: 100 }))
    books.deliveries.push(delivery)
  return books
}

export interface Findings {
  /** Numbers that nobody has, or that two have. */
  gaps: number
  /** Events that never came. */
  missing: number
  /** Deliveries that are said to have succeeded, and never came. */
  falselyDelivered: number
  /** Deliveries that have not ended well. */
  open: number
  /** Messages beyond the first of an event. */
  doubles: number
}

export function judge({ events, deliveries }: AccountBooks, received: Map<string, number>): Findings {
  return {
    gaps: events.filter(({ sequence }, index) => sequence !== index + 1).length,
    missing: events.filter(({ id }) => !received.has(id)).length,
    falselyDelivered: deliveries.filter(({ status, eventId }) => status === 'succeeded' && !received.has(eventId))
      .length,
    open:
      deliveries.filter(({ status }) => status !== 'succeeded').length + Math.abs(events.length - deliveries.length),
    doubles: [...received.values()].reduce((sum, times) => sum + times - 1, 0),
  }
}

/** Told of each commit with events; the payload is `{accountId}/{livemode}`. */
export const EVENT_CHANNEL = 'coldframe_events'

/** Told of each commit with webhook deliveries that are due. */
export const DELIVERY_CHANNEL = 'coldframe_deliveries'

/** Told of each commit with outbox rows: wakes the relay. */
export const OUTBOX_CHANNEL = 'coldframe_outbox'

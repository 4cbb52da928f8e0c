export const BODY_LIMIT = 1024 * 1024

/** How long a client may take, in milliseconds. */
export const HEADERS_TIMEOUT_MS = 15_000
export const REQUEST_TIMEOUT_MS = 30_000
/** A stream whose client takes nothing for this long is ended. */
export const STALLED_TIMEOUT_MS = 60_000
export const HEARTBEAT_MS = 15_000

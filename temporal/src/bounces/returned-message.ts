import { type Headers, headerOf, readHeaders } from '../mime/headers.ts'

/** The headers of the message that came back. */
export const returnedHeaders = (returned: string): Headers => readHeaders(returned.split('\n\n', 1)[0] ?? '')

/** Without its brackets; RFC 5322 section 2.1.1 bounds a line at 998 characters. */
export const messageIdOf = (returned: string): string | null =>
  headerOf(returnedHeaders(returned), 'message-id').slice(0, 998).replace(/^<|>$/g, '').trim() || null

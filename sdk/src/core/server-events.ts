/** HTML standard, section "server-sent events". */
export interface ServerMessage {
  event: string
  /** The last one that was told. */
  id: string | undefined
  data: string
}

/** Gives the messages that are complete with each chunk; what is incomplete when the stream ends is dropped. */
export function createEventParser(): (chunk: Uint8Array) => Generator<ServerMessage> {
  const decoder = new TextDecoder()
  let rest = ''
  let id: string | undefined
  let event = ''
  let data: string[] = []

  function readField(line: string): void {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (name === 'event') event = value
    if (name === 'data') data.push(value)
    if (name === 'id' && !value.includes('\0')) id = value
  }

  return function* parse(chunk) {
    rest += decoder.decode(chunk, { stream: true })
    // A CR at the very end may be half of a CRLF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line !== '') readField(line)
      else {
        if (data.length > 0) yield { event: event || 'message', id, data: data.join('\n') }
        event = ''
        data = []
      }
    }
  }
}

/** More parts than any real mail has: the rest is left out. */
const MOST_PARTS = 200

/** The parts between the boundary lines (RFC 2046 section 5.1.1), without preamble and epilogue. */
export function splitParts(body: string, boundary: string): string[] {
  const lines = `\n${body}`
  const announced = boundary === '' ? [] : splitAt(lines, boundary)
  if (announced.length > 0) return announced
  // Mails whose boundary lines differ from the announced one are seen, after a relay rewrote one of the two.
  const found = /\n--([^\s][^\n]{0,200})\ncontent-/i.exec(lines)?.[1]
  return found === undefined ? [] : splitAt(lines, found.trimEnd())
}

function splitAt(lines: string, boundary: string): string[] {
  const mark = `\n--${boundary}`
  const parts: string[] = []
  let start = -1
  for (let at = lines.indexOf(mark); at >= 0; at = lines.indexOf(mark, at + 1)) {
    const after = at + mark.length
    const end = endOfLine(lines, after)
    const rest = lines.slice(after, Math.min(end, after + 100)).trim()
    // A longer boundary may begin with this one.
    if (rest !== '' && rest !== '--') continue
    if (start >= 0) parts.push(lines.slice(start, at))
    start = rest === '--' ? -1 : end + 1
    if (parts.length >= MOST_PARTS) return parts
  }
  if (start >= 0 && start < lines.length) parts.push(lines.slice(start))
  return parts
}

function endOfLine(lines: string, from: number): number {
  const end = lines.indexOf('\n', from)
  return end < 0 ? lines.length : end
}

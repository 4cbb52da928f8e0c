const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: ' ', '#39': "'" }

/** The words of a page, good enough to look for an address and a reason; one pass over it. */
export function plainTextOf(html: string): string {
  const parts: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    parts.push(html.slice(at, open))
    const close = html.indexOf('>', open)
    if (close < 0) return readEntities(parts.join(''))
    const tag = html.slice(open + 1, open + 12).toLowerCase()
    parts.push(/^(?:br|\/?p|\/?div|\/tr|\/?li|\/h\d)\b/.test(tag) ? '\n' : ' ')
    at = /^(?:style|script)\b/.test(tag) ? endOfHidden(html, close) : close + 1
  }
  parts.push(html.slice(at))
  return readEntities(parts.join(''))
}

function endOfHidden(html: string, from: number): number {
  const end = html.indexOf('</s', from)
  return end < 0 ? html.length : end
}

const readEntities = (text: string) =>
  text.replace(/&(#39|[a-z]{2,4});/g, (whole, name: string) => entities[name] ?? whole)

import type { DNSResolver } from 'mailauth'
import { z } from 'zod'

const Strings = z.union([z.string(), z.array(z.string())])
const Entry = z.union([
  z.literal('TIMEOUT'),
  z.object({ SPF: Strings }),
  z.object({ TXT: Strings }),
  z.object({ MX: z.tuple([z.number(), z.string()]) }),
  z.object({ A: z.string() }),
  z.object({ AAAA: z.string() }),
  z.object({ PTR: z.string() }),
  z.object({ CNAME: z.string() }),
])
/** Records by name, as the suite writes them. */
export const ZoneData = z.record(z.string(), z.array(Entry))
export type ZoneData = z.output<typeof ZoneData>

type Answer = string | string[] | { priority: number; exchange: string }

/** What is known of a name. `isSilent`: a type that is not there is not denied, but times out. */
interface Node {
  answers: Map<string, Answer[]>
  isSilent: boolean
  silentTypes: Set<string>
}

const MOST_ALIASES = 8

/** mailauth's type knows lists of strings only, though it reads Node's objects of an MX answer. */
const Answers = z.custom<Awaited<ReturnType<DNSResolver>>>(Array.isArray)

class DnsError extends Error {
  readonly code: string
  constructor(code: string, name: string, type: string) {
    super(`${type} ${name}: ${code}`)
    this.code = code
  }
}

/** Answers from the suite's zone data, in the forms and with the error codes of Node's resolver. */
export function createZoneResolver(zone: ZoneData): DNSResolver {
  const nodes = new Map(Object.entries(zone).map(([name, entries]) => [plain(name), readNode(entries)]))

  return async (name, type) => {
    let owner = plain(name)
    if (!isName(owner)) throw new DnsError('EBADNAME', name, type)
    for (let hops = 0; hops <= MOST_ALIASES; hops++) {
      const node = nodes.get(owner)
      const answers = node?.answers.get(type)
      if (answers) return Answers.parse(answers)
      const alias = node?.answers.get('CNAME')?.[0]
      if (typeof alias !== 'string') throw new DnsError(denial(owner, node, type), name, type)
      owner = plain(alias)
    }
    throw new DnsError('ESERVFAIL', name, type)
  }
}

function denial(name: string, node: Node | undefined, type: string): string {
  if (node) return node.isSilent || node.silentTypes.has(type) ? 'ETIMEOUT' : 'ENODATA'
  return name.startsWith('error.') ? 'ETIMEOUT' : 'ENOTFOUND'
}

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')

/** RFC 1035 section 2.3.4; c-ares refuses other names without asking. */
const isName = (name: string) =>
  name.length <= 253 && name.split('.').every((label) => label.length > 0 && label.length <= 63)

function readNode(entries: ZoneData[string]): Node {
  const node: Node = { answers: new Map(), isSilent: entries.includes('TIMEOUT'), silentTypes: new Set() }
  const records = entries.flatMap((entry) => (entry === 'TIMEOUT' ? [] : Object.entries(entry)))
  const hasTexts = records.some(([type]) => type === 'TXT')
  for (const [type, value] of records) {
    // Type SPF has no use any more (RFC 7208 section 3.1): the suite means its records as TXT, unless it writes both.
    if (type !== 'SPF') addRecord(node, type, value)
    else if (!hasTexts) addRecord(node, 'TXT', value)
  }
  return node
}

function addRecord(node: Node, type: string, value: string | string[] | [number, string]): void {
  if (value === 'NONE') return
  if (value === 'TIMEOUT') node.silentTypes.add(type)
  else node.answers.set(type, [...(node.answers.get(type) ?? []), answerOf(type, value)])
}

function answerOf(type: string, value: string | string[] | [number, string]): Answer {
  if (type === 'TXT') return [value].flat().map(String)
  if (typeof value === 'string') return value
  const [priority, exchange] = value
  return { priority: Number(priority), exchange: String(exchange) }
}

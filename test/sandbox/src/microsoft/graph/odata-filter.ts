import { graphErrors } from './errors.ts'

type Row = Record<string, unknown>
type Test = (row: Row) => boolean

/** The part of OData's `$filter` that Graph's directory and mail take: comparisons, text functions, `and`, `or`, `not`. */
export function parseFilter(text: string): Test {
  const tokens = tokenize(text)
  const test = either(tokens)
  if (tokens.length > 0) throw invalid(text)
  return test
}

const invalid = (text: string) => graphErrors.malformed(`Invalid filter clause: ${text}`)
const tokenPattern = /\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)/y

function tokenize(text: string): string[] {
  const tokens: string[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const found = tokenPattern.exec(text)
    if (!found?.[1]) throw invalid(text)
    tokens.push(found[1])
  }
  return tokens
}

function take(tokens: string[], wanted?: string): string {
  const token = tokens.shift()
  if (token === undefined || (wanted !== undefined && token !== wanted)) throw invalid(token ?? 'it ends too early')
  return token
}

function either(tokens: string[]): Test {
  const left = both(tokens)
  if (tokens[0] !== 'or') return left
  take(tokens)
  const right = either(tokens)
  return (row) => left(row) || right(row)
}

function both(tokens: string[]): Test {
  const left = single(tokens)
  if (tokens[0] !== 'and') return left
  take(tokens)
  const right = both(tokens)
  return (row) => left(row) && right(row)
}

function single(tokens: string[]): Test {
  const token = take(tokens)
  if (token === 'not') return negated(single(tokens))
  if (token !== '(' && tokens[0] === '(') return /\/any$/i.test(token) ? anyOf(token, tokens) : applied(token, tokens)
  if (token !== '(') return compared(token, tokens)
  const inner = either(tokens)
  take(tokens, ')')
  return inner
}

const negated =
  (test: Test): Test =>
  (row) =>
    !test(row)

/** `list/any(one: one/name eq 'x')`: some entry of a list fits. */
function anyOf(token: string, tokens: string[]): Test {
  take(tokens, '(')
  const name = /^(\w+):$/.exec(take(tokens))?.[1]
  if (name === undefined) throw invalid(token)
  const test = either(tokens)
  take(tokens, ')')
  const path = token.replace(/\/any$/i, '')
  return (row) => {
    const list = read(row, path)
    return Array.isArray(list) && list.some((one) => test({ [name]: one }))
  }
}

const functions: Record<string, (value: string, part: string) => boolean> = {
  contains: (value, part) => value.includes(part),
  startswith: (value, part) => value.startsWith(part),
  endswith: (value, part) => value.endsWith(part),
}

function applied(name: string, tokens: string[]): Test {
  const holds = functions[name.toLowerCase()]
  if (!holds) throw invalid(name)
  take(tokens, '(')
  const path = take(tokens)
  take(tokens, ',')
  const part = String(literal(take(tokens))).toLowerCase()
  take(tokens, ')')
  return (row) => holds(String(read(row, path) ?? '').toLowerCase(), part)
}

const comparisons: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

function compared(path: string, tokens: string[]): Test {
  const name = take(tokens)
  const compare = comparisons[name]
  if (!compare) throw invalid(name)
  const value = literal(take(tokens))
  return (row) => compare(orderOf(read(row, path), value))
}

function literal(token: string): string | number | boolean | null {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
  if (token === 'true' || token === 'false') return token === 'true'
  if (token === 'null') return null
  return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token
}

/** `from/emailAddress/address` */
function read(row: Row, path: string): unknown {
  return path.split('/').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null) return undefined
    return Object.entries(value).find(([key]) => key === name)?.[1]
  }, row)
}

/** Text compares without regard to case; dates in ISO form compare as text. */
function orderOf(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [a, b] = [String(left ?? '').toLowerCase(), String(right ?? '').toLowerCase()]
  return a < b ? -1 : a > b ? 1 : 0
}

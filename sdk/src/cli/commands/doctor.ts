import { ColdframeError, PermissionDeniedError } from '../../errors.ts'
import type { Command, CommandContext } from '../command.ts'

interface Finding {
  check: string
  isGood: boolean
  found: string
}

const LEAST_NODE = 20
/** The `v1` of the paths that this package asks for. */
const API_MAJOR = '1'
/** Webhooks are refused beyond five minutes: half of it leaves room. */
const MOST_SKEW_S = 150
const TIMEOUT_MS = 15_000

const node = (): Finding => ({
  check: 'Node',
  isGood: Number(process.versions.node.split('.')[0]) >= LEAST_NODE,
  found: process.versions.node,
})

/** One request tells whether the API is there, whether it knows the key, and what time it is there. */
async function api(context: CommandContext): Promise<Finding[]> {
  const { baseUrl } = context.settings()
  const answer = await ask(context)
  if (!answer.isThere) return [{ check: 'API', isGood: false, found: `${baseUrl}: ${answer.found}` }]
  return [
    { check: 'API', isGood: true, found: `${baseUrl} answers` },
    await version(baseUrl),
    { check: 'key', isGood: answer.isAccepted, found: answer.found },
    ...(answer.isAccepted ? [await scopes(context)] : []),
    clock(answer.date),
  ]
}

async function ask({ client }: CommandContext) {
  try {
    const { response } = await client().domains.list({ limit: 1 }).withResponse()
    return { isThere: true, isAccepted: true, found: 'accepted', date: response.headers.get('date') }
  } catch (error) {
    if (!(error instanceof ColdframeError)) throw error
    const { status, message, code, headers } = error
    const isThere = status !== undefined && status !== null
    // A key that may not read domains is a key all the same.
    const isAccepted = error instanceof PermissionDeniedError
    return { isThere, isAccepted, found: `${message} (${code})`, date: headers?.get('date') ?? null }
  }
}

/** The document of the reference tells it, to anybody. */
async function version(baseUrl: string): Promise<Finding> {
  const url = `${baseUrl.replace(/\/+$/, '')}/openapi.json`
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const found = versionIn(await answer.json())
    return { check: 'version', isGood: found.split('.')[0] === API_MAJOR, found }
  } catch {
    return { check: 'version', isGood: false, found: `${url} does not tell it` }
  }
}

function versionIn(document: unknown): string {
  const info = fieldOf(document, 'info')
  return String(fieldOf(info, 'version'))
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

/** The API shows of a key its beginning alone, which two keys can have in common. */
async function scopes({ client, settings }: CommandContext): Promise<Finding> {
  const { apiKey } = settings()
  const mine: string[][] = []
  try {
    for await (const { prefix, scopes } of client().apiKeys.list({ status: 'active', limit: 100 }))
      if (apiKey.startsWith(prefix)) mine.push(scopes)
  } catch (error) {
    if (!(error instanceof PermissionDeniedError)) throw error
    return { check: 'scopes', isGood: true, found: 'not told: the key lacks api_keys:read' }
  }
  const [own] = mine
  const found = mine.length === 1 && own ? own.join(', ') : `not told: ${mine.length} keys begin like this one`
  return { check: 'scopes', isGood: true, found }
}

function clock(date: string | null): Finding {
  const skewSeconds = date ? Math.round((Date.now() - Date.parse(date)) / 1_000) : Number.NaN
  const isGood = Math.abs(skewSeconds) <= MOST_SKEW_S
  return { check: 'clock', isGood, found: date ? `${skewSeconds} s from the API's` : 'the API tells no time' }
}

export const doctorCommands: Command[] = [
  {
    name: 'doctor',
    takes: '',
    summary: 'Look whether everything is as it should be here',
    argCount: 0,
    async run(context) {
      const findings = [node(), ...(await api(context))]
      context.output.rows(
        findings.map(({ check, isGood, found }) => ({ check, result: isGood ? 'ok' : 'WRONG', found })),
        ['check', 'result', 'found'],
      )
      if (findings.some(({ isGood }) => !isGood)) throw new Error('Something is not as it should be')
    },
  },
]

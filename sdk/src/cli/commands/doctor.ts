import { ColdframeError } from '../../errors.ts'
import type { Command, CommandContext } from '../command.ts'

interface Finding {
  check: string
  isGood: boolean
  found: string
}

const LEAST_NODE = 20
/** Webhooks are refused beyond five minutes: half of it leaves room. */
const MOST_SKEW_S = 150

const node = (): Finding => ({
  check: 'Node',
  isGood: Number(process.versions.node.split('.')[0]) >= LEAST_NODE,
  found: process.versions.node,
})

/** One request tells whether the API is there, whether it knows the key, and what time it is there. */
async function api({ client }: CommandContext): Promise<Finding[]> {
  try {
    const { response } = await client().domains.list({ limit: 1 }).withResponse()
    return [
      { check: 'API', isGood: true, found: 'answers' },
      { check: 'key', isGood: true, found: 'accepted' },
      clock(response.headers.get('date')),
    ]
  } catch (error) {
    if (!(error instanceof ColdframeError)) throw error
    const isThere = error.status !== undefined && error.status !== null
    return [
      { check: 'API', isGood: isThere, found: isThere ? 'answers' : error.message },
      ...(isThere ? [{ check: 'key', isGood: error.status === 403, found: `${error.message} (${error.code})` }] : []),
      ...(isThere ? [clock(error.headers?.get('date') ?? null)] : []),
    ]
  }
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

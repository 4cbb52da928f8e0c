import { z } from 'zod'

export interface Report {
  operationsTested: number
  cases: number
  failures: number
  /** What schemathesis itself could not do. */
  errors: number
  /** The operation that was tried least. */
  leastTried: { operation: string; cases: number }
  /** Those that have not once done what they are for: of their answers nothing is known. */
  neverAnswered: string[]
  serverErrors: number
}

const Summary = z.object({
  operations: z.object({ tested: z.number() }),
  test_cases: z.object({ generated: z.number(), unique_failures: z.number() }),
  errors: z.array(z.unknown()),
  complete: z.literal(true, 'schemathesis has stopped before its end.'),
})

const Case = z.object({ value: z.object({ method: z.string(), path: z.string() }) })
const Interaction = z.object({ response: z.object({ status_code: z.number() }).nullish() })
/** A scenario that was skipped has recorded nothing. */
const Scenario = z.object({
  ScenarioFinished: z.object({
    recorder: z.object({
      cases: z.record(z.string(), Case).default({}),
      interactions: z.record(z.string(), Interaction).default({}),
    }),
  }),
})

/** From what schemathesis writes at its end, and its events, one JSON object a line; `operations` as `GET /v1/domains`. */
export function readReport(summary: string, events: string, operations: string[]): Report {
  const { operations: counted, test_cases, errors } = Summary.parse(JSON.parse(summary))
  const requests = [...readRequests(events)]
  const tallies = operations.map((operation) => {
    const own = requests.filter((request) => request.operation === operation)
    return { operation, cases: own.length, successes: own.filter(isSuccess).length }
  })
  return {
    operationsTested: counted.tested,
    cases: test_cases.generated,
    failures: test_cases.unique_failures,
    errors: errors.length,
    leastTried: tallies.reduce((least, tally) => (tally.cases < least.cases ? tally : least)),
    neverAnswered: tallies.filter(({ successes }) => successes === 0).map(({ operation }) => operation),
    serverErrors: requests.filter(({ status }) => status >= 500).length,
  }
}

interface Request {
  operation: string
  /** 0 where there was no answer. */
  status: number
}

const isSuccess = ({ status }: Request) => status >= 200 && status < 300

function* readRequests(events: string): Generator<Request> {
  for (const line of events.split('\n')) {
    if (!line.startsWith('{"ScenarioFinished"')) continue
    const { cases, interactions } = Scenario.parse(JSON.parse(line)).ScenarioFinished.recorder
    for (const [id, { value }] of Object.entries(cases))
      yield { operation: `${value.method} ${value.path}`, status: interactions[id]?.response?.status_code ?? 0 }
  }
}

interface Problem {
  code?: string
  title?: string
  detail?: string
  requestId?: string
  errors?: { path: string; code: string; message: string }[]
}

/** An answer that is not a success; `code` is stable and listed in the reference. */
export class ColdframeError extends Error {
  override readonly name = 'ColdframeError'
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly errors: { path: string; code: string; message: string }[]

  constructor(response: Pick<Response, 'status' | 'headers'>, body: unknown) {
    const problem: Problem = typeof body === 'object' && body !== null ? body : {}
    super(problem.detail ?? problem.title ?? `The API answered ${response.status}`)
    this.status = response.status
    this.code = problem.code ?? 'unknown'
    this.requestId = problem.requestId ?? response.headers.get('x-request-id')
    this.errors = problem.errors ?? []
  }
}

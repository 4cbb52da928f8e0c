import { InvalidAnswerError } from '../errors.ts'
import { parseObject } from './parse-object.ts'

/** An answer that was read to its end. */
export interface Answer {
  response: Response
  text: string
}

/** The answer's data; or, by one of its methods, more of the answer. */
export interface Call<Data> extends Promise<Data> {
  /** The data, and the response with its status and headers. */
  withResponse(): Promise<{ data: Data; response: Response }>
  /** The response alone, with its body to be read in any form. */
  asResponse(): Promise<Response>
}

export function createCall<Data>(answer: Promise<Answer>, read: (answer: Answer) => Data): Call<Data> {
  let data: Promise<Data> | undefined
  const readOnce = () => {
    data ??= answer.then(read)
    return data
  }
  return {
    // biome-ignore lint/suspicious/noThenProperty: it is a promise, which reads its data only when asked for them
    then: (onData, onError) => readOnce().then(onData, onError),
    catch: (onError) => readOnce().catch(onError),
    finally: (onEnd) => readOnce().finally(onEnd),
    [Symbol.toStringTag]: 'Call',
    withResponse: async () => ({ data: await readOnce(), response: await answer.then(rebuild) }),
    asResponse: () => answer.then(rebuild),
  }
}

/** https://fetch.spec.whatwg.org/#null-body-status */
const hasNoBody = (status: number) => status === 204 || status === 205 || status === 304

/** The body was read already, so that a connection that breaks within it counts as a failed attempt. */
function rebuild({ response, text }: Answer): Response {
  return new Response(hasNoBody(response.status) ? null : text, response)
}

export function readData<Data>({ response, text }: Answer): Data
export function readData({ response, text }: Answer): unknown {
  if (hasNoBody(response.status)) return undefined
  const type = response.headers.get('content-type') ?? ''
  if (text !== '' && /^(?:text\/(?!html)|image\/svg\+xml)/.test(type)) return text
  const data = parseObject(text)
  if (data) return data
  const { status, headers } = response
  const what = text === '' ? 'empty' : 'not the JSON of a thing'
  throw new InvalidAnswerError(`The answer ${status} is ${what}`, { code: 'invalid_answer', status, headers })
}

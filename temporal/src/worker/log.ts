import { DefaultLogger } from '@temporalio/worker'
import { type DestinationStream, type Logger, pino } from 'pino'

const SECRETS = ['password', 'secret', 'token', 'refreshToken', 'accessToken', 'authorization', 'key']

/** One JSON object a line. What is secret is not given to the log at all; should it be, it is struck out here. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino({ name: 'worker', level, redact: paths }, stream)
}

/** What Temporal's SDK has to say, in the same log. */
export const toTemporalLogger = (log: Logger) =>
  new DefaultLogger('INFO', ({ level, message, meta }) =>
    log[level === 'WARN' ? 'warn' : level === 'ERROR' ? 'error' : 'info'](meta ?? {}, message),
  )

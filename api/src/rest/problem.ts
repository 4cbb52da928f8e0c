import { z } from 'zod'
import { errorCatalogue } from '../error-catalogue.ts'
import type { AppError } from '../errors.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** Where the API itself serves the page that `type` leads to. */
export const ERRORS_PAGE = '/docs/errors.md'

const Fault = z
  .object({
    path: z.string().meta({ description: 'Names and indexes, joined by dots.', examples: ['mailboxes.3.localPart'] }),
    code: z.string().meta({ description: 'Stable; listed in the errors page.', examples: ['local_part_characters'] }),
    message: z.string(),
  })
  .meta({ id: 'Fault', description: 'One value that is wrong.' })

/** RFC 9457. */
export const Problem = z
  .object({
    type: z
      .string()
      .meta({ description: 'Link to what is told about the code.', examples: [`${ERRORS_PAGE}#domain_exists`] }),
    title: z.string().meta({ description: 'The same for each occurrence of the code.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'About this occurrence, for people.' }),
    code: z.string().meta({ description: 'Stable: branch on it.', examples: ['domain_exists'] }),
    requestId: z.string().meta({ description: 'Also in the header X-Request-Id.' }),
    errors: z.array(Fault).optional().meta({ description: 'Each value that is wrong.' }),
    domainId: z.string().optional().meta({ description: 'The domain that is in the way.' }),
    operationId: z.string().optional().meta({ description: 'The operation that is in the way.' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' })
export type Problem = z.output<typeof Problem>

export function toProblem({ code, message, status, details }: AppError, requestId: string): Problem {
  return {
    type: `${ERRORS_PAGE}#${code}`,
    title: errorCatalogue[code].title,
    status,
    detail: message,
    code,
    requestId,
    ...(details.faults && { errors: details.faults }),
    ...details.extra,
  }
}

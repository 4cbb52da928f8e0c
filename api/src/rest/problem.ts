import { z } from 'zod'
import { errorCatalogue } from '../error-catalogue.ts'
import type { AppError } from '../errors.ts'
import { LONGEST_PATH, MOST_FAULTS } from '../faults.ts'
import { exampleIds, id, requestId, sentence, text, word } from '../schemas.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** Where the API itself serves the page that `type` leads to. */
export const ERRORS_PAGE = '/docs/errors.md'

/** It may quote the request, and a URL can have 16 KiB. */
const LONGEST_DETAIL = 2_000

const Fault = z
  .object({
    path: text(LONGEST_PATH).meta({
      description: 'Names and indexes, joined by dots.',
      examples: ['mailboxes.3.localPart'],
    }),
    code: word().meta({ description: 'Stable; listed in the errors page.', examples: ['local_part_characters'] }),
    message: sentence(),
  })
  .meta({ id: 'Fault', description: 'One value that is wrong.' })

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string().meta({
      format: 'uri-reference',
      maxLength: 200,
      description: 'Link to what is told about the code.',
      examples: [`${ERRORS_PAGE}#domain_exists`],
    }),
    title: text(200).meta({ description: 'The same for each occurrence of the code.' }),
    status: z.int().min(400).max(599).meta({ format: 'int32' }),
    detail: text(LONGEST_DETAIL).meta({ description: 'About this occurrence, for people.' }),
    code: word().meta({ description: 'Stable: branch on it.', examples: ['domain_exists'] }),
    requestId: requestId().meta({ description: 'Also in the header X-Request-Id.' }),
    errors: z.array(Fault).max(MOST_FAULTS).optional().meta({ description: 'Each value that is wrong.' }),
    domainId: id('domain', exampleIds.domain).optional().meta({ description: 'The domain that is in the way.' }),
    operationId: id('operation', exampleIds.operation)
      .optional()
      .meta({ description: 'The operation that is in the way.' }),
    rotationId: id('rotation', exampleIds.rotation)
      .optional()
      .meta({ description: 'The rotation that is in the way.' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' })
export type Problem = z.output<typeof Problem>

export function toProblem({ code, message, status, details }: AppError, requestId: string): Problem {
  return {
    type: `${ERRORS_PAGE}#${code}`,
    title: errorCatalogue[code].title,
    status,
    detail: message.slice(0, LONGEST_DETAIL).toWellFormed(),
    code,
    requestId,
    ...(details.faults && { errors: details.faults }),
    ...details.extra,
  }
}

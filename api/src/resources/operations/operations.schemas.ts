import { operationKinds, operationStatuses, stepStatuses } from '@coldframe/db'
import { z } from 'zod'
import { count, exampleIds, id, listOf, PageQuery, pathId, sentence, Timestamp, word } from '../../schemas.ts'

const OperationKind = z
  .enum(operationKinds)
  .meta({ id: 'OperationKind', description: 'The call that started the operation.' })

const OperationStatus = z.enum(operationStatuses).meta({
  id: 'OperationStatus',
  description:
    '`waiting`: for the world, goes on by itself. `action_required`: for a person, as `message` says; then retry. The last three are ends.',
})

const StepStatus = z
  .enum(stepStatuses)
  .meta({ id: 'StepStatus', description: 'Like that of an operation; `skipped` was not needed.' })

const Step = z
  .object({
    name: word().meta({ examples: ['verify_domain'] }),
    status: StepStatus,
    attempts: count(),
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    deadlineAt: Timestamp.nullable().meta({ description: 'After this time a person is asked.' }),
    message: sentence().nullable().meta({ description: 'What it waits for, what to do, or why it failed.' }),
  })
  .meta({ id: 'OperationStep', description: 'One step of an operation. Independent steps run side by side.' })

export const Operation = z
  .object({
    id: id('operation', exampleIds.operation),
    kind: OperationKind,
    domainId: id('domain', exampleIds.domain),
    status: OperationStatus,
    message: sentence().nullable().meta({ description: 'What a person has to do, or why it failed.' }),
    remains: z
      .array(sentence())
      .max(100)
      .meta({
        description: 'What could not be undone, with what it costs.',
        examples: [['getacme.com stays registered until 2027-03-01 and ends then.']],
      }),
    progress: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of the steps that are done.', examples: [0.5] }),
    steps: z.array(Step).max(50),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Operation', description: 'Work that takes time.' })
export type Operation = z.output<typeof Operation>

export const OperationList = listOf(Operation, 'Operation')

export const OperationParams = z.strictObject({ id: pathId('operation', exampleIds.operation) })

export const OperationListQuery = PageQuery.extend({
  status: OperationStatus.optional(),
  kind: OperationKind.optional(),
  domainId: id('domain', exampleIds.domain).optional().meta({ description: 'Only those on this domain.' }),
})

import { printSchema } from 'graphql'
import type { Operation } from '../operation.ts'
import { relations } from './relations.ts'
import { createSchema } from './schema.ts'

const opening = '# Printed from the operations by `npm run generate`. Do not edit.\n\n'

export const printGraphql = (operations: Operation[]): string =>
  `${opening}${printSchema(createSchema(operations, relations))}\n`

import { z } from 'zod'
import type { World } from '../../world/world.ts'
import type { Tenant } from '../state/tenants.ts'
import { cmdletErrors } from './errors.ts'

export interface CmdletCall {
  world: World
  tenant: Tenant
  parameters: Record<string, unknown>
}

/** Answers with the objects that the cmdlet writes; a `Set` writes none. */
export type Cmdlet = (call: CmdletCall) => object[] | Promise<object[]>

/** PowerShell does not look at the case of a parameter's name. */
export function parametersOf<T extends z.ZodType>(schema: T, call: CmdletCall): z.output<T> {
  const parsed = schema.safeParse(
    Object.fromEntries(Object.entries(call.parameters).map(([name, value]) => [name.toLowerCase(), value])),
  )
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw cmdletErrors.validation(`Cannot process argument '${issue?.path.join('.')}': ${issue?.message}`)
}

export const flag = z.union([z.boolean(), z.stringbool()])

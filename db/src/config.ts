import { z } from 'zod'

const Environment = z.object({ DATABASE_URL: z.url() })

export const readConfig = (environment: NodeJS.ProcessEnv) => Environment.parse(environment)

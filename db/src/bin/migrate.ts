import { readConfig } from '../config.ts'
import { migrate } from '../migrate.ts'

await migrate(readConfig(process.env).DATABASE_URL)

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { folder, readDocument } from './document.ts'
import { printModels } from './print-models.ts'
import { printResources, printVersion } from './print-resources.ts'

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
const document = readDocument()
const write = (name: string, text: string) => writeFileSync(path.join(folder, 'src/generated', name), text)

write('models.ts', printModels(document))
write('resources.ts', printResources(document))
write('version.ts', printVersion(version, document.info.version))

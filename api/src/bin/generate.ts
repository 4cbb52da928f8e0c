import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { printErrorsPage } from '../docs/errors-page.ts'
import { printEventsPage } from '../docs/events-page.ts'
import { printGraphql } from '../graphql/print.ts'
import { printOpenApi } from '../openapi/openapi.ts'
import { operations } from '../operations.ts'

/** Prints what is derived from the operations; with `--check` it fails where a file differs. */

const files = {
  '../../openapi.json': `${JSON.stringify(printOpenApi(operations), null, 2)}\n`,
  '../../schema.graphql': printGraphql(operations),
  '../../../docs/errors.md': printErrorsPage(),
  '../../../docs/events.md': printEventsPage(),
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const isCheck = process.argv.includes('--check')
for (const [name, text] of Object.entries(files)) {
  const path = fileURLToPath(new URL(name, import.meta.url))
  if (!isCheck) writeFileSync(path, text)
  else if (read(path) !== text) {
    console.error(`${path} is out of date: npm run generate -w api`)
    process.exitCode = 1
  }
}

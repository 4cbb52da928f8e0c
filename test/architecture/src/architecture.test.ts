import { readdirSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { type Import, importsOf, readImports } from './imports.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** Which of our packages a package may import: `db <- temporal <- api`; the rest sees the product from outside. */
const allowed: Record<string, string[]> = {
  db: [],
  temporal: ['db'],
  api: ['db', 'temporal'],
  sdk: [],
  examples: ['sdk'],
  'test/sandbox': [],
  'test/stack': ['sandbox'],
  'test/e2e': ['sdk', 'stack', 'sandbox'],
}

const imports = readImports(root, Object.keys(allowed))
const packageOf = (file: string) => Object.keys(allowed).find((folder) => file.startsWith(`${folder}/`)) ?? ''
const isTest = ({ file }: Import) => /\.test\.ts$|-fixture\.ts$|\/test\//.test(file)
const tell = ({ file, target }: Import) => `${file} imports ${target}`

t.test('packages import only those below them, and only through their doors', async (t) => {
  const crossing = imports.filter(({ file, target }) => {
    const own = packageOf(file)
    const name = /^@coldframe\/([a-z-]+)/.exec(target)?.[1]
    if (name) return !allowed[own]?.includes(name)
    const isRelative = /^(db|temporal|api|sdk|examples|test)\//.test(target) || target.startsWith('..')
    return isRelative && packageOf(target) !== own
  })
  t.same(crossing.map(tell), [])
})

t.test('workflows import what is deterministic only: the SDK, contracts, rules, and types of activities', async (t) => {
  const inside = imports.filter(({ file }) => file.startsWith('temporal/src/workflows/') && !file.endsWith('.test.ts'))
  const legal = /^@temporalio\/workflow$|^temporal\/src\/(contracts\.ts|rules\/|workflows\/|activities\/index\.ts$)/
  t.ok(inside.length > 5)
  t.same(inside.filter(({ target }) => !legal.test(target)).map(tell), [])
})

t.test('rules have no input and no output: they import rules, and types', async (t) => {
  const inside = imports.filter((entry) => entry.file.startsWith('temporal/src/rules/') && !isTest(entry))
  const legal =
    /^@coldframe\/db(\/enums)?$|^tldts$|^ipaddr\.js$|^zod$|^temporal\/src\/(rules\/|contracts\.ts|providers\/.*(provider|lookup)\.ts$)/
  t.ok(inside.length > 3)
  t.same(inside.filter(({ target }) => !legal.test(target)).map(tell), [])
})

t.test('providers know neither Temporal nor the database', async (t) => {
  const inside = imports.filter((entry) => entry.file.startsWith('temporal/src/providers/') && !isTest(entry))
  const illegal = /^@temporalio\/|^pg$|^drizzle-orm|^temporal\/src\/(activities|workflows|worker)/
  t.same(inside.filter(({ target }) => illegal.test(target)).map(tell), [])
})

t.test('the top level is the frame', async (t) => {
  const frame = [
    'api',
    'db',
    'docs',
    'examples',
    'package.json',
    'README.md',
    'sdk',
    'temporal',
    'test',
    'tsconfig.base.json',
    'turbo.json',
  ]
  const beside = ['CONTRIBUTING.md', 'biome.json', 'knip.json', 'package-lock.json', 'node_modules']
  const entries = readdirSync(root).filter((name) => !name.startsWith('.'))
  t.same(
    frame.filter((name) => !entries.includes(name)),
    [],
    'nothing is missing',
  )
  t.same(
    entries.filter((name) => !frame.includes(name) && !beside.includes(name)),
    [],
    'nothing is beside it',
  )
})

t.test('imports are read in every form', async (t) => {
  const source = [
    "import a from './a.ts'",
    "import 'b'",
    "export * from '../c.ts'",
    "const d = await import('d')",
    "import type {\n  E,\n} from '@coldframe/db'",
  ].join('\n')
  t.same(
    importsOf(source, 'api/src/x.ts').map(({ target }) => target),
    ['api/src/a.ts', 'b', 'api/c.ts', 'd', '@coldframe/db'],
  )
})

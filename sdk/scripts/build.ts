import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { transformSync } from 'esbuild'
import { folder } from './document.ts'
import { publishedManifest } from './manifest.ts'

/** Makes the package that is published, module by module, so that bundlers can drop what is not used. */
const { values } = parseArgs({ options: { out: { type: 'string', default: path.join(folder, 'dist') } } })
const out = path.resolve(values.out)
const [esm, cjs] = [path.join(out, 'esm'), path.join(out, 'cjs')]

rmSync(out, { recursive: true, force: true })
const compiler = path.join(folder, '../node_modules/typescript/bin/tsc')
execFileSync(process.execPath, [compiler, '-p', path.join(folder, 'tsconfig.build.json'), '--outDir', esm], {
  stdio: 'inherit',
})

// TypeScript writes extensions anew in code, and leaves them in declarations (microsoft/TypeScript#61037).
for (const file of globSync(`${esm}/**/*.d.ts`)) {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/((?:from|import) ?\(?['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js'))
}

// The program is run, never required.
cpSync(esm, cjs, { recursive: true, filter: (source) => source !== path.join(esm, 'cli') })
for (const file of globSync(`${cjs}/**/*.js`)) {
  const { code } = transformSync(readFileSync(file, 'utf8'), { format: 'cjs', target: 'es2022', platform: 'node' })
  writeFileSync(file, code)
}
writeFileSync(path.join(cjs, 'package.json'), `${JSON.stringify({ type: 'commonjs', sideEffects: false })}\n`)

const manifest = publishedManifest(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
writeFileSync(path.join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
for (const name of ['README.md', 'CHANGELOG.md']) {
  if (existsSync(path.join(folder, name))) copyFileSync(path.join(folder, name), path.join(out, name))
}

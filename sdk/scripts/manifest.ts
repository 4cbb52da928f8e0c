import { z } from 'zod'

/** In the repository the package is its sources, so that nothing has to be built to use it; what is published is built. */
const Manifest = z.looseObject({
  exports: z.record(z.string(), z.string().regex(/^\.\/src\/[\w-]+\.ts$/)),
  bin: z.record(z.string(), z.string().regex(/^\.\/src\/[\w/-]+\.ts$/)),
})

const built = (kind: 'esm' | 'cjs', source: string) => ({
  types: source.replace('./src', `./${kind}`).replace('.ts', '.d.ts'),
  default: source.replace('./src', `./${kind}`).replace('.ts', '.js'),
})

/** The manifest of the published package; what only serves its making is left out. */
export function publishedManifest(manifest: unknown) {
  const { exports, bin, scripts, devDependencies, publishConfig, ...kept } = Manifest.parse(manifest)
  const entry = (source: string) => ({ import: built('esm', source), require: built('cjs', source) })
  const entries = Object.entries(exports).map(([name, source]) => ({ name, ...entry(source) }))
  const main = built('cjs', exports['.'] ?? '')
  const beside = entries.filter(({ name }) => name !== '.')
  return {
    ...kept,
    // For tools that know no `exports`.
    main: main.default,
    types: main.types,
    typesVersions: { '*': Object.fromEntries(beside.map(({ name, require }) => [name.slice(2), [require.types]])) },
    exports: {
      ...Object.fromEntries(entries.map(({ name, ...ways }) => [name, ways])),
      './package.json': './package.json',
    },
    bin: Object.fromEntries(Object.entries(bin).map(([name, source]) => [name, built('esm', source).default])),
    files: ['esm', 'cjs', 'CHANGELOG.md'],
    publishConfig: { access: 'public' },
  }
}

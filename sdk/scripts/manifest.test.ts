import t from 'tap'
import { publishedManifest } from './manifest.ts'

t.test('what is published has both forms of each entry, and nothing of the workshop', async (t) => {
  const manifest = publishedManifest({
    name: 'x',
    exports: { '.': './src/index.ts', './webhooks': './src/webhooks.ts' },
    bin: { x: './src/cli/main.ts' },
    scripts: { build: 'x' },
    devDependencies: { zod: '4' },
    publishConfig: { directory: 'dist' },
  })
  t.match(manifest, {
    name: 'x',
    main: './cjs/index.js',
    types: './cjs/index.d.ts',
    typesVersions: { '*': { webhooks: ['./cjs/webhooks.d.ts'] } },
    exports: {
      '.': { import: { types: './esm/index.d.ts', default: './esm/index.js' } },
      './webhooks': { require: { types: './cjs/webhooks.d.ts', default: './cjs/webhooks.js' } },
    },
    bin: { x: './esm/cli/main.js' },
  })
  t.notOk('scripts' in manifest || 'devDependencies' in manifest)
})

import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Import {
  /** Path from the project's root. */
  file: string
  /** As written; a relative one resolved to a path from the root. */
  target: string
}

const statement =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g

/** Every import of every TypeScript file below `folders`. */
export function readImports(root: string, folders: string[]): Import[] {
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    {
      cwd: root,
      exclude: (name) => name.includes('node_modules') || name.includes('dist'),
    },
  )
  return files.flatMap((file) => importsOf(readFileSync(path.join(root, file), 'utf8'), file))
}

export function importsOf(source: string, file: string): Import[] {
  return [...source.matchAll(statement)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? ''
    return { file, target: target.startsWith('.') ? path.join(path.dirname(file), target) : target }
  })
}

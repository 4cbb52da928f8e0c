import { type Document, header, type Schema } from './document.ts'

/** Interfaces, as editors call those by their name where they would spell out an alias. */
export function printModels({ components }: Document): string {
  const names = Object.keys(components.schemas).sort()
  const models = names.map(
    (name) => `${printDoc(components.schemas[name])}${printModel(name, components.schemas[name])}`,
  )
  return `${header}
import type { components } from './openapi.ts'\n\ntype Schema<Name extends keyof components['schemas']> = components['schemas'][Name]\n\n${models.join('\n')}\n`
}

const printModel = (name: string, schema: Schema | undefined): string =>
  schema?.type === 'object' && schema.properties
    ? `export interface ${name} extends Schema<'${name}'> {}`
    : `export type ${name} = Schema<'${name}'>`

const printDoc = (schema: Schema | undefined): string =>
  schema?.description ? `/** ${schema.description.replaceAll('*/', '*\\/').replaceAll('\n', '\n * ')} */\n` : ''

import { type DocumentNode, GraphQLError, Kind, Lexer, parse, type SelectionSetNode, Source, TokenKind } from 'graphql'
import { errors } from '../errors.ts'
import { createLru } from './lru.ts'

/** Far beyond what a screen needs; what is longer is not even parsed. */
const MOST_TOKENS = 5_000
/** Of brackets of any kind: the parser calls itself for each, and its stack has an end. */
const DEEPEST_BRACKETS = 64
/** Levels of fields; introspection has limits of its own. */
const DEEPEST_FIELDS = 12
/** With fragments in their places: a few lines of them can stand for millions. */
const MOST_FIELDS = 2_000

const KNOWN_DOCUMENTS = 256

export type Documents = ReturnType<typeof createDocuments>

/** Reads documents, and refuses what is too much to look at before anybody looks at it. */
export function createDocuments() {
  const known = createLru<DocumentNode>(KNOWN_DOCUMENTS)
  return {
    read(source: string): DocumentNode {
      const earlier = known.get(source)
      if (earlier) return earlier
      checkTokens(source)
      const document = parse(source)
      checkFields(document)
      known.set(source, document)
      return document
    },
  }
}

const opening: string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]
const closing: string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]

function checkTokens(text: string): void {
  const lexer = new Lexer(new Source(text))
  let count = 0
  let depth = 0
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    if (opening.includes(kind)) depth++
    if (closing.includes(kind)) depth--
    if (++count > MOST_TOKENS) throw errors.queryTooComplex(`A document has at most ${MOST_TOKENS} tokens.`)
    if (depth > DEEPEST_BRACKETS) throw errors.queryTooComplex(`Brackets are nested at most ${DEEPEST_BRACKETS} deep.`)
  }
}

interface Extent {
  fields: number
  depth: number
}

function checkFields(document: DocumentNode): void {
  const extentOf = createMeasure(document)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const { fields, depth } = extentOf(definition.selectionSet)
    if (depth > DEEPEST_FIELDS) throw errors.queryTooComplex(`Fields are nested at most ${DEEPEST_FIELDS} deep.`)
    if (fields > MOST_FIELDS) throw errors.queryTooComplex(`A document has at most ${MOST_FIELDS} fields.`)
  }
}

/** A fragment is measured once, however often it is used; one that holds itself is left to validation. */
function createMeasure({ definitions }: DocumentNode): (selections: SelectionSetNode) => Extent {
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet]] : [])),
  )
  const measured = new Map<string, Extent>()

  function ofFragment(name: string): Extent {
    const known = measured.get(name)
    if (known) return known
    measured.set(name, { fields: 0, depth: 0 })
    const selections = fragments.get(name)
    const extent = selections ? of(selections) : { fields: 0, depth: 0 }
    measured.set(name, extent)
    return extent
  }

  function of({ selections }: SelectionSetNode): Extent {
    const total = { fields: 0, depth: 0 }
    for (const selection of selections) {
      const extent = ofSelection(selection)
      total.fields += extent.fields
      total.depth = Math.max(total.depth, extent.depth)
    }
    return total
  }

  function ofSelection(selection: SelectionSetNode['selections'][number]): Extent {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    if (selection.kind === Kind.INLINE_FRAGMENT) return of(selection.selectionSet)
    const within = selection.selectionSet ? of(selection.selectionSet) : { fields: 0, depth: 0 }
    const isIntrospection = selection.name.value.startsWith('__')
    return { fields: within.fields + 1, depth: isIntrospection ? 1 : within.depth + 1 }
  }

  return of
}

/** The operation that is asked for; refused when it cannot be told which one. */
export function findOperation({ definitions }: DocumentNode, name: string | undefined) {
  const all = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const asked = name === undefined ? all : all.filter((operation) => operation.name?.value === name)
  const [operation] = asked
  if (operation && asked.length === 1) return operation
  throw new GraphQLError(
    name === undefined ? 'Name in operationName which operation is meant.' : `There is no operation ${name}.`,
  )
}

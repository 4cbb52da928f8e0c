import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql'
import type { Wanted } from './batch.ts'

type Info = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>
type Nodes = Info['fieldNodes']

/** By the first place that asks: of a query that is run again its places are the same objects. */
const known = new WeakMap<Nodes[number], { nodes: Nodes; names: Wanted }>()

/** Fields that are asked for of what a field leads to, whether or not `@include` and `@skip` leave some away. */
export function wantedFields({ fieldNodes, fragments }: Info): Wanted {
  const [first] = fieldNodes
  const earlier = first && known.get(first)
  if (earlier && isSame(earlier.nodes, fieldNodes)) return earlier.names
  const names = new Set<string>()
  for (const { selectionSet } of fieldNodes) if (selectionSet) collect(selectionSet, fragments, names)
  if (first) known.set(first, { nodes: fieldNodes, names })
  return names
}

const isSame = (left: Nodes, right: Nodes) =>
  left === right || (left.length === right.length && left.every((node, index) => node === right[index]))

function collect({ selections }: SelectionSetNode, fragments: Info['fragments'], names: Set<string>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value)
    else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, fragments, names)
    else
      collect(
        fragments[selection.name.value]?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] },
        fragments,
        names,
      )
  }
}

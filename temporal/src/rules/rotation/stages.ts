import type { DomainHealth, RotationPolicy, RotationReason, RotationStatus } from '@coldframe/db'

/** Before the cutover all can be taken back. After it successors were announced: only what is still to come is left away. */
export const isBeforeCutover = (status: RotationStatus): boolean =>
  ['planned', 'awaiting_approval', 'ordering', 'overlap', 'blocked'].includes(status)

export const isOpen = (status: RotationStatus): boolean => isBeforeCutover(status) || status === 'draining'

/** What may be told to go on, with a replacement that a person names. */
export const waitsForPerson = (status: RotationStatus): boolean =>
  status === 'awaiting_approval' || status === 'blocked'

/** What a verdict asks for where no rotation is under way: nothing, or a rotation that waits for somebody, or one that begins. */
export function answerToVerdict(
  health: DomainHealth,
  policy: RotationPolicy,
): { reason: RotationReason; status: 'planned' | 'awaiting_approval' } | null {
  if (health !== 'worn' && health !== 'burned') return null
  switch (policy) {
    case 'manual':
      return null
    case 'approve':
      return { reason: health, status: 'awaiting_approval' }
    case 'automatic':
      return { reason: health, status: 'planned' }
  }
}

import type { WarmupChoice } from '@coldframe/db'
import { resolveProfile, type WarmupProfile, warmupProfiles } from './profiles.ts'

/**
 * The numbers that count today. They were judged when they were asked for; where the provider's cap has sunk since then the named profile
 * counts. `sendFromDay`: of a sequencer that did not wait for the exchange.
 */
export function currentProfile(
  { choice, sendFromDay }: { choice: WarmupChoice; sendFromDay: number | null },
  cap: number,
): WarmupProfile {
  const resolved = resolveProfile(choice, cap)
  const lowered = 'profile' in resolved ? resolved : resolveProfile({ profile: choice.profile ?? 'standard' }, cap)
  const profile = 'profile' in lowered ? lowered.profile : warmupProfiles.conservative
  return sendFromDay === null ? profile : { ...profile, send: { ...profile.send, fromDay: sendFromDay } }
}

import type { RecordOwner } from '@coldframe/db'

/** All values of one name and type, as DNS keeps them. */
export interface RecordSet {
  /** Fully qualified, lower case, without the final dot. */
  name: string
  type: string
  ttlSeconds: number
  /** Presentation form without quotes; a TXT value is one string however long. */
  values: string[]
  /** Who wrote it, by the mark in the zone. */
  owner: RecordOwner
}

/** `values: []` removes the set. */
export type RecordSetChange = Omit<RecordSet, 'owner'> & { owner: RecordOwner }

/** Where a managed zone lives. Failures are `ProviderError`s. */
export interface DnsProvider {
  /** Creates the zone when it is missing; answers with the name servers to delegate to. */
  ensureZone(zone: string): Promise<{ nameservers: string[] }>
  listRecordSets(zone: string): Promise<RecordSet[]>
  applyChanges(zone: string, changes: RecordSetChange[]): Promise<void>
}

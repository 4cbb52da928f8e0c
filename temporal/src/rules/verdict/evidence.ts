/** What became known of a domain on one day. Counts, never rates; null or absent where nothing could be known. */
export interface DayEvidence {
  /** Days since 1970-01-01, or any other count of days. */
  day: number
  mail?: MailEvidence[]
  warmup?: WarmupEvidence[]
  authentication?: AuthenticationEvidence[]
  blocklists?: BlocklistEvidence[]
}

/** Campaign mail to one recipient provider. */
export interface MailEvidence {
  provider: string
  /** Null when the sender does not tell. */
  campaign: string | null
  sent: number
  delivered: number
  bounces: CountedBounces
  /** Null where nobody reports complaints, which is not the same as none. */
  complaints: number | null
  /** Seed messages of this campaign whose folder is known. */
  placement: { inbox: number; spam: number } | null
}

/** The classes that say something of the sender. What else bounces is the recipient's own affair and is not read. */
export interface CountedBounces {
  sender_reputation?: number
  domain_blocked?: number
  account_restricted?: number
  auth_failure?: number
  recipient_unknown?: number
  content?: number
}

/** Neutral mail whose folder was looked up. Mail that was not found counts for nothing. */
export interface WarmupEvidence {
  provider: string
  inbox: number
  spam: number
}

type Outcome = 'pass' | 'fail' | 'unknown'

/** What DMARC reports or our own DNS check say of most of the day's mail. */
export interface AuthenticationEvidence {
  spf: Outcome
  dkim: Outcome
  dmarc: Outcome
}

export interface BlocklistEvidence {
  list: string
  object: 'domain' | 'ip'
  /** `clean` only from a resolver whose canary was listed in the same minutes; a refusal is `unknown`. */
  answer: 'listed' | 'clean' | 'unknown'
}

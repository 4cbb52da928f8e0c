import type { BounceClass } from '../bounce-report.ts'

/** A text that a server says, and what it means. The first rule that matches decides: order is meaning. */
export interface TextRule {
  /** Tried on one line of at most 4,000 characters: no rule may repeat a repetition. */
  when: RegExp
  class: BounceClass
  /** No filter says these words: of an address that is refused for good, whatever the codes. */
  isCertain?: true
  /** Of the domain, not of the user: name servers may be at fault. */
  isAboutHost?: true
  says: string
  /** Page of the vendor, RFC, or the servers that say so. */
  source: string
}

export const MICROSOFT_NDR =
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online'
export const MICROSOFT_CONSUMER = 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx'
export const GOOGLE_ERRORS = 'https://support.google.com/a/answer/3726730'
export const YAHOO_ERRORS = 'https://senders.yahooinc.com/smtp-error-codes/'

import { addressOf } from '@coldframe/temporal'

export interface WantedMailbox {
  localPart: string
  displayName: string
}

/** What is kept of mailboxes that were asked for. */
export const toRows = (wanted: WantedMailbox[], domainName: string) =>
  wanted.map(({ localPart, displayName }) => ({
    localPart: localPart.toLowerCase(),
    address: addressOf(localPart, domainName),
    displayName,
  }))

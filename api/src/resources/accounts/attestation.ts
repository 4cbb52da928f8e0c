/**
 * What an account confirms before its first live domain. Sent word for word, so that whoever writes the request has read it.
 * It is kept with the account as it was: a later wording does not change what was confirmed.
 */
export const ATTESTATION =
  'Consent of the recipients and the law of each country we write to are our own responsibility.'

/** Whose rows: an account, in test or live mode. The first argument of every repository method. */
export interface Owner {
  accountId: string
  livemode: boolean
}

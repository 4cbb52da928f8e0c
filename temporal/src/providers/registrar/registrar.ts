export interface OwnedDomain {
  name: string
  expiresAt: Date | null
  autoRenew: boolean
  nameservers: string[]
}

/** A domain registrar. Failures are `ProviderError`s. */
export interface Registrar {
  isAvailable(name: string): Promise<boolean>
  /** The domain in our registrar account, or null: asked before each `register`. */
  findOwned(name: string): Promise<OwnedDomain | null>
  /** Starts a registration that costs money; `pending` while another one runs. `findOwned` and `findRegistration` come first. */
  register(name: string): Promise<{ operationId: string }>
  /** A registration of this name that our account has begun since then and that did not fail, or null. */
  findRegistration(name: string, since: Date): Promise<{ operationId: string } | null>
  /** `failed` carries the registrar's reason. */
  registrationStatus(
    operationId: string,
  ): Promise<{ status: 'in_progress' | 'succeeded' | 'failed'; reason: string | null }>
  setNameservers(name: string, nameservers: string[]): Promise<void>
  /** Lets the registration end by itself; answers with that end. */
  stopRenewal(name: string): Promise<{ expiresAt: Date | null }>
}

import type { Db, Vault } from '@coldframe/db'
import type { OnCall } from '../providers/call-report.ts'
import { ProviderError } from '../providers/errors.ts'
import { createVendors, type Vendors } from '../providers/providers.ts'
import type { VendorConfig } from '../providers/vendor-config.ts'

const REFRESH_TOKEN = 'partner_refresh_token'

interface Modes {
  test: VendorConfig | null
  live: VendorConfig | null
}

/** The vendors of each mode that the operator has set up. */
export function createVendorsByMode(
  configs: Modes,
  db: Db,
  vault: Vault,
  onCall: (livemode: boolean) => OnCall,
): (livemode: boolean) => Vendors {
  const create = (config: VendorConfig | null, livemode: boolean) =>
    config &&
    createVendors(config, {
      onCall: onCall(livemode),
      refreshTokens: {
        load: () => vault.getPlatformSecret(db, livemode, REFRESH_TOKEN),
        save: (token) => vault.putPlatformSecret(db, livemode, REFRESH_TOKEN, token),
      },
    })
  const modes = { test: create(configs.test, false), live: create(configs.live, true) }
  return (livemode) => {
    const vendors = livemode ? modes.live : modes.test
    if (vendors) return vendors
    const prefix = livemode ? 'LIVE_' : 'TEST_'
    throw new ProviderError({
      provider: 'coldframe',
      kind: 'needs_human',
      message: `The vendors of this mode are not set up (${prefix}…).`,
    })
  }
}

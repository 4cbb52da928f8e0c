import type { Vendor } from '../world/world.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { graphRoutes } from './graph/routes.ts'
import { loginRoutes } from './login/routes.ts'
import { partnerCenterRoutes } from './partner-center/routes.ts'

/** Microsoft, as four vendors on the one TLS listener. */
export const microsoftVendors: Vendor[] = [
  { name: 'login', routes: loginRoutes },
  { name: 'partner_center', routes: partnerCenterRoutes },
  { name: 'graph', routes: graphRoutes },
  { name: 'exchange', routes: exchangeRoutes },
]

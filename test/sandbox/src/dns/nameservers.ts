import { sandboxCredentials } from '../world/credentials.ts'

/** Names of the world's name servers; all of them are the one DNS listener. */
export const worldNameservers = {
  managed: sandboxCredentials.powerdns.nameservers,
  /** Another DNS host, where customers keep zones that Coldframe does not manage. */
  other: ['ns1.otherhost.example', 'ns2.otherhost.example'],
  /** What a fresh registration is delegated to. */
  parked: ['ns1.parking.sandbox.example', 'ns2.parking.sandbox.example'],
}

/** Serves the root and the top-level domains. */
export const registryNameserver = 'a.tld.sandbox.example'

import type { Landing } from './mail-server-fixture.ts'

interface DovecotPlaces {
  folder: string
  port: number
  oauth2: string
  password: string
  isJunkMarked: boolean
}

export function dovecotSettings(own: DovecotPlaces): string {
  const { folder, port, oauth2, password, isJunkMarked } = own
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
first_valid_gid = 1
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${oauth2}
}
passdb {
  driver = static
  mechanisms = plain login
  args = password={PLAIN}${password}
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Spamverdacht {
    auto = create
    ${isJunkMarked ? 'special_use = \\Junk' : ''}
  }
  mailbox Gesendet {
    auto = create
    special_use = \\Sent
  }
  mailbox Kunden {
    auto = create
  }
}
service auth {
  unix_listener ${folder}/auth {
    mode = 0666
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`
}

interface PostfixPlaces {
  folder: string
  config: string
  queue: string
  data: string
  mailboxes: Record<string, Landing>
}

/** It delivers to these mailboxes only; whatever else it is given bounces. */
export function postfixMain({ folder, config, queue, data, mailboxes }: PostfixPlaces): string {
  const domains = [...new Set(Object.keys(mailboxes).map((address) => address.split('@')[1]))]
  const places = Object.entries(mailboxes).map(([address, landing]) => {
    const inside = landing === 'INBOX' ? '' : `.${landing}/`
    return `{ ${address} = ${address}/${inside} }`
  })
  return `
compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.test
mydestination =
mynetworks =
local_recipient_maps =
alias_maps =
default_transport = error:nothing leaves this machine
virtual_mailbox_domains = ${domains.join(', ')}
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ ${places.join(', ')} }
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_tls_security_level = none
config_directory = ${config}
`
}

/** The services that take, queue and deliver mail; without a chroot, and with a log that needs no syslog. */
export const postfixMaster = (port: number): string => `
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
showq unix n - n - - showq
`

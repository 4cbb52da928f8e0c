import type { BounceClass } from './bounce-report.ts'

/** A diagnostic as the vendor documents it, and what his page says that it means. */
export interface VendorDiagnostic {
  text: string
  class: BounceClass
  /** Whether the page says that the address is wrong for good. */
  permanence: 'hard' | 'soft'
}

const hard = (text: string): VendorDiagnostic => ({ text, class: 'recipient_unknown', permanence: 'hard' })
const soft = (bounceClass: BounceClass, text: string): VendorDiagnostic => ({
  text,
  class: bounceClass,
  permanence: 'soft',
})

/** Written from the vendors' pages before any rule was looked at, with names and addresses of our own. By source. */
export const vendorDiagnostics: Record<string, VendorDiagnostic[]> = {
  'https://learn.microsoft.com/exchange/mail-flow-best-practices/non-delivery-reports-in-exchange-online/non-delivery-reports-in-exchange-online':
    [
      hard('550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'),
      hard('550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@contoso.com not found by SMTP address lookup'),
      hard(
        '550 5.4.310 DNS domain contoso.example does not exist [Message=InfoDomainNonexistent] [LastAttemptedServerName=contoso.example]',
      ),
      soft('account_restricted', '550 5.1.8 Access denied, bad outbound sender'),
      soft(
        'account_restricted',
        "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
      ),
      soft('recipient_state', '554 5.2.2 mailbox full; STOREDRV.Deliver; mailbox full'),
      soft('content', '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient'),
      soft(
        'recipient_state',
        '550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour',
      ),
      soft('other', '554 5.4.6 Hop count exceeded - possible mail loop'),
      soft('other', '554 5.4.14 Hop count exceeded - possible mail loop ATTR1'),
      soft('other', '450 4.4.316 Connection refused [Message=Socket error code 10061]'),
      soft('other', '550 5.4.300 Message expired'),
      soft('content', '550 5.6.11 Invalid characters found in the message'),
      soft('policy_of_recipient', '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required'),
      soft('policy_of_recipient', '550 5.7.12 Sender was not authenticated by organization'),
      soft('auth_failure', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'),
      soft('auth_failure', '550 5.7.25 The sending IPv6 address must have a reverse DNS record'),
      soft('policy_of_recipient', '550 5.7.124 Sender not in allowed-senders list'),
      soft(
        'policy_of_recipient',
        '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required; Delivery restriction check failed because the sender was not authenticated when sending to this group',
      ),
      soft('account_restricted', '550 5.7.501 Access denied, spam abuse detected'),
      soft('auth_failure', '550 5.7.506 Access Denied, Bad HELO'),
      soft(
        'ip_blocked',
        '550 5.7.507 Access denied, rejected by recipient. The IP that you are sending from was blocked by the recipient organization',
      ),
      soft(
        'auth_failure',
        '550 5.7.509 Access denied, sending domain getacme.com does not pass DMARC verification and has a DMARC policy of reject',
      ),
      soft('ip_blocked', '550 5.7.606 Access denied, banned sending IP [192.0.2.1]'),
      soft('account_restricted', '550 5.7.705 Access denied, tenant has exceeded threshold'),
      soft('account_restricted', '550 5.7.708 Access denied, traffic not accepted from this IP'),
      soft(
        'account_restricted',
        '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains',
      ),
      soft('rate', '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (S77719)'),
    ],
  'https://support.google.com/a/answer/3726730': [
    hard(
      "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces.",
    ),
    hard(
      "553 5.1.2 We weren't able to find the recipient domain. Please check for any spelling errors, and make sure you didn't enter any spaces, periods, or other punctuation after the recipient's email address.",
    ),
    soft(
      'recipient_state',
      '450 4.2.1 The user you are trying to contact is receiving mail too quickly. Please resend your message at a later time.',
    ),
    soft('recipient_state', '452 4.2.2 The email account that you tried to reach is over quota.'),
    soft('rate', '452 4.5.3 Your message has too many recipients.'),
    soft('account_restricted', '550 5.4.5 Daily user sending quota exceeded.'),
    soft('recipient_state', '550 5.2.1 The email account that you tried to reach is disabled.'),
    soft('content', "552 5.2.3 Your message exceeded Google's message size limits."),
    soft('content', '552 5.7.0 This message was blocked because its content presents a potential security issue.'),
    soft(
      'sender_reputation',
      '550 5.7.1 Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been blocked.',
    ),
    soft(
      'content',
      '550 5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.',
    ),
    soft('policy_of_recipient', '550 5.7.1 This message violates example.com email policy. - gcdp 3si1021986 - gsmtp'),
    soft(
      'auth_failure',
      '550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
    ),
    soft('other', '421 4.4.5 Server busy, try again later.'),
  ],
  'https://senders.yahooinc.com/smtp-error-codes/': [
    hard("554 delivery error: dd This user doesn't have a yahoo.com account (bob@yahoo.com) [-5]"),
    soft('recipient_state', '554 delivery error: dd This mailbox is disabled (554.30). - mta4.example.yahoo.com'),
    soft(
      'sender_reputation',
      '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1',
    ),
    soft(
      'ip_blocked',
      "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
    ),
    soft('auth_failure', '554 5.7.9 Message not accepted for policy reasons'),
    soft(
      'recipient_state',
      '552 1 Requested mail action aborted, mailbox not found? over quota: User mailbox exceeds allowed size',
    ),
  ],
  'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx': [
    hard('550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)'),
    soft(
      'ip_blocked',
      "550 SC-001 (BAY004-MC1F1) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your Internet service provider since part of their network is on our block list.",
    ),
    soft(
      'ip_blocked',
      '550 DY-001 Mail rejected by Outlook.com for policy reasons. We generally do not accept email from dynamic IP addresses as they are not typically used to deliver unauthenticated SMTP email.',
    ),
    soft(
      'ip_blocked',
      '421 RP-001 The mail server IP connecting to Outlook.com server has exceeded the rate limit allowed. Reason for rate limitation is related to IP/domain reputation.',
    ),
    soft(
      'auth_failure',
      '550 5.7.515 Access denied, sending domain getacme.com does not meet the required authentication level',
    ),
  ],
  'https://www.postfix.org/postconf.5.html and VIRTUAL_README': [
    hard('550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in virtual mailbox table'),
    hard('550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in relay recipient table'),
    hard('550 5.1.1 <bob@example.org>: Recipient address rejected: undeliverable address: unknown user: "bob"'),
    hard('5.4.4 Host or domain name not found. Name service error for name=no-such.example type=AAAA: Host not found'),
    hard('5.1.0 Domain no-mail.example does not accept mail (nullMX)'),
    soft(
      'recipient_unknown',
      '4.4.3 Host or domain name not found. Name service error for name=slow.example type=MX: Host not found, try again',
    ),
    soft(
      'recipient_unknown',
      '450 4.1.1 <bob@example.org>: Recipient address rejected: unverified address: Address lookup failed',
    ),
    soft(
      'rate',
      '450 4.2.0 <bob@example.org>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/example.org.html',
    ),
    soft('other', '554 5.7.1 <bob@example.org>: Relay access denied'),
    soft('content', '552 5.3.4 Message size exceeds fixed limit'),
    soft('auth_failure', '450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]'),
    soft('auth_failure', '450 4.1.8 <ann@getacme.com>: Sender address rejected: Domain not found'),
    soft('other', '4.4.1 connect to mx.example.org[192.0.2.1]:25: Connection timed out'),
    soft(
      'ip_blocked',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
    ),
    soft(
      'domain_blocked',
      '554 5.7.1 Service unavailable; Sender address [ann@getacme.com] blocked using dbl.spamhaus.org; https://www.spamhaus.org/query/domain/getacme.com',
    ),
  ],
  'https://www.exim.org/exim-html-current/doc/html/spec_html/': [
    hard('550 Unrouteable address'),
    hard('550 5.1.1 <bob@example.org> unknown user'),
    hard('an MX or SRV record indicated no SMTP service'),
    hard('550 No Such User Here'),
    soft('other', 'retry timeout exceeded'),
    soft('auth_failure', '550 Sender verify failed'),
    soft('policy_of_recipient', '550 Administrative prohibition'),
    soft('recipient_state', 'mailbox is full: (MTA-imposed quota exceeded while writing to file /var/mail/bob)'),
    soft('other', '452 space shortage, please try later'),
    soft('other', '550 relay not permitted'),
  ],
  'sendmail, cf/README': [
    hard('550 5.1.1 <bob@example.org>... User unknown'),
    hard('550 5.1.2 <bob@no-such.example>... Host unknown (Name server: no-such.example: host not found)'),
    hard('551 5.7.1 <bob@example.org>... User has moved; please try <bob@example.net>'),
    soft('auth_failure', '553 5.1.8 <ann@getacme.com>... Domain of sender address ann@getacme.com does not exist'),
    soft('other', '550 5.7.1 <bob@example.org>... Relaying denied'),
  ],
  'https://mimecastsupport.zendesk.com/hc/en-us/articles/34000709564691-Policies-Mimecast-SMTP-Error-Codes': [
    hard('550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550'),
    soft(
      'policy_of_recipient',
      '550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550',
    ),
    soft('policy_of_recipient', '550 Rejected by header based Anti-Spoofing policy: ann@getacme.com'),
    soft('auth_failure', '550 DMARC Sender Invalid - envelope rejected'),
    soft('rate', '451 Internal resources are temporarily unavailable - greylisted'),
    soft(
      'ip_blocked',
      '550 csi.mimecast.org Poor Reputation Sender - https://community.mimecast.com/docs/DOC-1369#550',
    ),
    soft('content', '554 Maximum email size exceeded'),
    soft('content', '554 Email rejected due to security policies - MCSpamSignature.s.1.2'),
  ],
  'https://www.proofpoint.com/us/cloudmark, Proofpoint Essentials: error codes': [
    hard('550 5.1.1 <bob@example.org>... User unknown [pps.reinject]'),
    soft('ip_blocked', '554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1'),
    soft('content', '550 5.7.0 Local Policy Violation - 554 5.7.1 Message rejected because it contains a virus'),
    soft('rate', '452 4.3.1 Too many messages at once from your server'),
  ],
  'https://campus.barracuda.com: bounce messages of the Email Security Gateway': [
    hard('550 5.1.1 Recipient address rejected: No such user (bob@example.org)'),
    hard(
      '550 permanent failure for one or more recipients (bob@example.org:550 5.1.1 The email account that you tried to reach does not exist)',
    ),
    soft('policy_of_recipient', '550 permanent failure for one or more recipients (bob@example.org:blocked)'),
    soft(
      'ip_blocked',
      '554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.1',
    ),
    hard('550 No such domain at this location'),
  ],
  'Cisco Secure Email, https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance': [
    hard('550 #5.1.0 Address rejected.'),
    soft(
      'ip_blocked',
      "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.",
    ),
    soft('rate', '452 #4.5.3 Too many recipients received this hour'),
    soft('other', '5.4.7 - Delivery expired (message too old) timeout'),
    hard("5.1.2 - Bad destination host 'DNS Hard Error looking up no-such.example (MX): NXDomain'"),
  ],
  'https://postmaster.gmx.net/en/error-messages': [
    hard(
      '550 Requested action not taken: mailbox unavailable For explanation visit https://postmaster.gmx.net/en/error-messages?ip=192.0.2.1&c=hi',
    ),
    soft(
      'recipient_state',
      '552 Requested mail action aborted: exceeded storage allocation - Quota exceeded. The recipient mailbox is full.',
    ),
    soft('ip_blocked', '554 Nemesis ESMTP Service not available No SMTP service IP address is black listed'),
    soft('auth_failure', '554 Nemesis ESMTP Service not available No SMTP service Bad DNS PTR resource record'),
    soft('policy_of_recipient', '554 Transaction failed Reject due to policy restrictions'),
    soft('rate', '450 Requested mail action not taken: mailbox unavailable - Mail send limit exceeded'),
  ],
  'https://postmaster.t-online.de': [
    hard('550 5.1.1 user unknown'),
    soft(
      'ip_blocked',
      '554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.)',
    ),
    soft('content', '550 5.7.0 Message considered as spam or virus, rejected'),
  ],
  'https://help.mail.ru/developers/mailing_rules/errors': [
    hard('550 Message was not accepted -- invalid mailbox. Local mailbox bob@mail.ru is unavailable: user not found'),
    soft(
      'recipient_state',
      '550 Message was not accepted -- invalid mailbox. Local mailbox bob@mail.ru is unavailable: account is disabled',
    ),
    soft(
      'content',
      '550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=x or report details to abuse@corp.mail.ru.',
    ),
    soft(
      'auth_failure',
      '550 Sorry, we do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get a custom reverse DNS name from your ISP',
    ),
    soft(
      'ip_blocked',
      '550 Access from ip address 192.0.2.1 blocked. Visit http://help.mail.ru/notspam-support/id?c=y',
    ),
    soft('rate', '451 Ratelimit exceeded for mailbox ann@getacme.com. Try again later.'),
  ],
  'https://yandex.com/support/mail/web/letter/error-codes.html': [
    hard('550 5.7.1 No such user!'),
    soft('content', '554 5.7.1 Message rejected under suspicion of SPAM'),
    soft('recipient_state', '552 5.2.2 Mailbox size limit exceeded'),
    soft('rate', '451 4.5.1 The recipient has exceeded message rate limit. Try again later.'),
  ],
  'https://support.apple.com/102322, Proofpoint-like codes of iCloud': [
    hard('550 5.1.1 <bob@icloud.com>: user does not exist'),
    soft('recipient_state', '552 5.2.2 <bob@icloud.com>: user is over quota'),
    soft(
      'policy_of_recipient',
      '554 5.7.1 [CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137',
    ),
  ],
  'https://www.xfinity.com/support/articles/email-errors, https://postmaster.comcast.net': [
    hard('550 5.1.1 Not our Customer'),
    soft(
      'ip_blocked',
      '554 resimta-po-01v.sys.comcast.net comcast 192.0.2.1 Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000000',
    ),
    soft(
      'auth_failure',
      '554 resimta.comcast.net 192.0.2.1 Comcast requires that all mail servers must have a PTR record with a valid Reverse DNS entry.',
    ),
    soft('rate', '421 4.1.0 192.0.2.1 Throttled - try again later'),
  ],
  'https://service.mail.qq.com and https://qiye.163.com/help': [
    hard('550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000728'),
    hard('550 User not found: bob@163.com'),
    soft('content', '550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726'),
    soft('rate', '550 Domain frequency limited. http://service.mail.qq.com/cgi-bin/help?id=20022'),
    soft('recipient_state', '550 User suspended'),
    soft('content', '554 DT:SPM 163 smtp14, please see http://mail.163.com/help/help_spam_16.htm'),
  ],
  'https://www.zoho.com/mail/help/ndr.html': [
    hard('550 5.1.1 invalid email recipients'),
    soft('other', '553 5.7.1 Sender is not allowed to relay emails'),
  ],
  'qmail, netqmail': [
    hard('550 sorry, no mailbox here by that name. (#5.1.1 - chkuser)'),
    hard("Sorry, I couldn't find any host named no-such.example. (#5.1.2)"),
    soft('other', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
    soft('content', '552 sorry, that message size exceeds my databytes limit (#5.3.4)'),
  ],
  'HCL Domino, Novell GroupWise, Lotus': [
    hard('550 User bob (bob@example.org) not listed in Domino Directory'),
    hard('550 5.1.1 bob@example.org... No such user'),
    hard('The recipient name is not recognized. The MTS-ID of the original message is: c=US'),
  ],
  'servers that write in their own language': [
    hard('550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]'),
    hard('550 5.1.1 Empfänger unbekannt'),
    hard('550 5.1.1 Utente sconosciuto'),
    hard('550 5.1.1 usuario desconocido'),
    hard('550 Destinatario inesistente'),
    soft('recipient_state', '552 Casella piena: quota superata'),
    soft('recipient_state', '452 4.2.2 Le compte du destinataire a dépassé son quota'),
  ],
  'servers of all kinds: written after the first change of rules, measured before the second': [
    hard('550 5.1.1 <bob@x.org> is not a valid mailbox'),
    hard('550 5.1.1 Mailbox does not exist here'),
    hard(
      '550-Mailbox unknown.  Either there is no mailbox associated with this name or you do not have authorization to see it. 550 5.1.1 User unknown',
    ),
    hard('550 5.1.1 unknown or illegal alias: bob@x.org'),
    hard('550 Address unknown.'),
    hard('550 5.0.0 Unknown address'),
    hard('550 bob@x.org is not a known user'),
    hard('550 Requested action not taken: no such mailbox'),
    hard('550 This address no longer accepts mail.'),
    soft('recipient_state', '550 5.2.1 mailbox unavailable; account closed'),
    hard('550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 550 Invalid recipient'),
    hard('550 5.1.3 STOREDRV.Submit; invalid recipient address'),
    hard('511 5.1.1 bob@x.org unknown address, recipient not exist'),
    hard('550 5.1.1 sorry, no mailbox here by that name (#5.1.1 - chkusr)'),
    hard('550 mailbox <bob@x.org> does not exist'),
    hard('550 5.4.1 [bob@x.org]: Recipient address rejected: Access denied. AS(201806281)'),
    hard('550 5.1.1 RCPT TO: recipient is unknown'),
    hard('550 No such recipient here'),
    hard('550 Domain not hosted here'),
    hard('550 5.1.2 Bad destination mailbox system address'),
    hard('554 5.4.4 Unable to route: no mail hosts for domain'),
    hard('556 5.1.10 Recipient address has null MX'),
    hard('521 5.3.2 host does not accept mail'),
    hard(
      '550 The mail server could not deliver mail to bob@x.org.  The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
    ),
    soft('recipient_state', '550 5.2.1 The email account that you tried to reach is inactive'),
    soft('recipient_state', '552 5.2.2 Over quota'),
    soft('recipient_state', '452 4.2.2 Mailbox full'),
    soft('recipient_state', '422 The recipient mailbox is over its storage limit'),
    soft('other', '450 4.3.2 System not accepting network messages'),
    soft('other', '421 4.3.2 All server ports are busy'),
    soft('rate', '421 Too many concurrent SMTP connections from this IP address; please try again later'),
    soft('content', '550 5.7.1 Message rejected as spam by Content Filtering.'),
    soft('policy_of_recipient', '550 5.7.1 This email was rejected because it violates our security policy'),
    soft(
      'content',
      '554 5.7.1 The message from (<ann@getacme.com>) with the subject of (Hi) matches a profile the Internet community may consider spam. Please revise your message before resending.',
    ),
    soft('content', '554 5.7.1 [P4] Message blocked due to spam content in the message.'),
    soft('auth_failure', '550 5.7.1 SPF unauthorized mail is prohibited.'),
    soft('auth_failure', '550 5.7.0 Email rejected per DMARC policy for getacme.com'),
    soft('domain_blocked', '550 permfail: getacme.com is listed on the SURBL list of spam domains'),
    soft(
      'ip_blocked',
      '550 5.7.1 Mail from 192.0.2.1 has been refused because this network is listed on uceprotect.net',
    ),
    soft('ip_blocked', "571 Email from 192.0.2.1 is currently blocked by Verizon Online's anti-spam system"),
    soft(
      'ip_blocked',
      '553 5.3.0 flpd575 DNSBL:ATTRBL 521< 192.0.2.1 >_is_blocked.__For assistance forward this error to abuse_rbl@abuse-att.net',
    ),
    soft('sender_reputation', '550 5.7.1 Your email was rejected because the sending domain has a poor reputation'),
    soft('sender_reputation', '554 5.7.1 rejected due to low reputation of sender domain'),
    soft(
      'sender_reputation',
      '421 4.7.0 This message is suspicious due to the very low reputation of the sending domain',
    ),
    soft('sender_reputation', '550 5.1.8 Sender rejected'),
    soft('policy_of_recipient', '550 5.7.136 The recipient only accepts mail from senders in their organization'),
    soft('rate', '451 4.7.1 Greylisting in action, please come back in 00:05:00'),
    soft('content', '552 5.3.4 Message size (31457280) exceeds the maximum'),
    soft('content', '554 5.6.0 Corrupt message content'),
    soft('other', '441 4.4.1 No answer from host'),
    soft('other', '550 4.4.7 QUEUE.Expired; message expired'),
    hard('550 sorry, the person you are trying to reach has left the company'),
    hard('551 5.1.6 Recipient no longer here'),
    hard('553 sorry, this recipient is not in my validrcptto list (#5.7.1)'),
    hard('550 Invalid address: the user has been deleted'),
    soft(
      'recipient_state',
      '554 delivery error: dd Sorry your message to bob@att.net cannot be delivered. This account has been disabled or discontinued [#102].',
    ),
    hard('550 5.1.1 <bob@x.fr>: Utilisateur inconnu'),
    hard('550 El usuario no existe'),
    hard('550 Dieser Benutzer existiert nicht'),
    hard('550 非法用户'),
  ],
  'servers of all kinds: written after the second change, measured before the third': [
    hard('550 5.1.1 The recipient bob@x.org could not be located'),
    hard('550 unknown user account'),
    hard('550 5.1.1 Unknown Recipient'),
    hard('550 5.1.1 bob@x.org does not exist on this system'),
    hard('550 #5.1.1 bad address bob@x.org'),
    hard('550 Cannot find the address specified'),
    hard('550 The user you are trying to reach is not here'),
    hard('554 5.1.1 Error: No such mailbox at this site'),
    hard('550 5.1.0 Address unknown'),
    hard('501 5.1.3 Bad recipient address syntax'),
    hard('550 This mailbox has been deleted'),
    soft('recipient_state', '550 5.1.1 Account has been terminated'),
    soft('recipient_state', '550 5.2.1 Mailbox has been suspended'),
    soft('recipient_state', '550 recipient account closed'),
    soft(
      'recipient_state',
      "552 5.2.2 This message is larger than the current system limit or the recipient's mailbox is full. Create a shorter message body or remove attachments and try sending it again.",
    ),
    soft('other', '452 Insufficient system storage'),
    soft('policy_of_recipient', '550 5.7.1 Client host rejected: Access denied'),
    soft('content', '554 5.7.1 Spam message rejected due to bad URL'),
    soft('content', '550 High probability of spam'),
    soft(
      'domain_blocked',
      '550 5.7.1 Blacklisted URL in message. (getacme.com) in [black]. See http://lookup.uribl.com.',
    ),
    soft('domain_blocked', '550 5.7.1 Message contains links to a domain listed in dbl.spamhaus.org'),
    soft('policy_of_recipient', '554 Denied [CS] (Mode: normal)'),
    soft('policy_of_recipient', '550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.'),
    soft('content', '550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 rejected'),
    hard('550 5.0.350 Remote server returned an error -> 550 No such user here'),
    soft('sender_reputation', '421 4.7.28 Gmail has detected an unusual rate of mail originating from your SPF domain'),
    soft(
      'auth_failure',
      '450 4.7.26 Service does not accept messages sent over IPv6 unless they pass either SPF or DKIM validation',
    ),
    soft('auth_failure', '550 5.7.27 This mail has been blocked because SPF does not pass'),
    soft('other', '451 4.4.0 DNS query failed'),
    soft('recipient_unknown', 'DNS Error: DNS type mx lookup of x.example responded with code SERVFAIL'),
    soft('other', '454 4.7.5 TLS handshake failed: certificate expired'),
    soft('other', '503 5.5.1 Bad sequence of commands'),
    soft('rate', '550 Too many invalid recipients'),
    soft('other', '421 4.7.1 Connections from your host are temporarily refused'),
    soft('policy_of_recipient', '550 5.7.1 recipient has blocked the sender'),
  ],
}

/** Where we say something else than the page, and why. */
export const differences: Record<string, { class: BounceClass; permanence: 'hard' | 'soft'; why: string }> = {
  '550 5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.':
    {
      class: 'sender_reputation',
      permanence: 'soft',
      why: 'Google says it of senders that it does not trust, whatever they write',
    },
  '450 4.1.1 <bob@example.org>: Recipient address rejected: unverified address: Address lookup failed': {
    class: 'other',
    permanence: 'soft',
    why: 'nobody could be asked, so it says nothing about the address',
  },
  '550 5.7.1 No such user!': {
    class: 'recipient_unknown',
    permanence: 'soft',
    why: 'with x.7.x the words come from filters as well: hard needs proof',
  },
}

let serial = 0

interface BouncedMail {
  sender: string
  recipient?: string
  diagnostic?: string
  messageId?: string
}

/** A delivery report as Postfix writes it. */
export const bounceMail = ({
  sender,
  recipient = 'bob@gmail.com',
  diagnostic = '550 5.1.1 The email account that you tried to reach does not exist.',
  messageId = `${++serial}@example.net`,
}: BouncedMail): Buffer =>
  Buffer.from(`From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: ${sender}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

This is the mail system. Your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ${recipient}
Action: failed
Status: ${/\d\.\d+\.\d+/.exec(diagnostic)?.[0] ?? '5.0.0'}
Diagnostic-Code: smtp; ${diagnostic}

--b1
Content-Type: text/rfc822-headers

From: <${sender}>
To: <${recipient}>
Message-ID: <${messageId}>
Subject: Hello

--b1--
`)

export const complaintMail = ({
  sender,
  recipient,
  messageId = `${++serial}@example.net`,
}: Pick<BouncedMail, 'sender' | 'recipient' | 'messageId'>) =>
  Buffer.from(`From: feedback@fbl.example
To: abuse@coldframe.example
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

--b1
Content-Type: text/plain

This is a complaint.

--b1
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/1.0
Version: 1${recipient === undefined ? '' : `\nOriginal-Rcpt-To: <${recipient}>`}

--b1
Content-Type: message/rfc822

From: <${sender}>
To: <redacted@fbl.example>
Message-ID: <${messageId}>
Subject: Hello

Hello
--b1--
`)

interface ReportRow {
  sourceIp: string
  count: number
  dkim?: 'pass' | 'fail'
  spf?: 'pass' | 'fail'
  disposition?: 'none' | 'quarantine' | 'reject'
}

interface WantedReport {
  domain: string
  reportId?: string
  begin?: Date
  rows?: ReportRow[]
}

/** An aggregate report in the form of RFC 7489, of one day. */
export function dmarcXml({
  domain,
  reportId = `report-${++serial}`,
  begin = new Date(Date.now() - 86_400_000),
  rows = [{ sourceIp: '203.0.113.7', count: 3 }],
}: WantedReport): Buffer {
  const seconds = Math.floor(begin.getTime() / 1000)
  const records = rows.map(
    ({ sourceIp, count, dkim = 'pass', spf = 'pass', disposition = 'none' }) =>
      `<record><row><source_ip>${sourceIp}</source_ip><count>${count}</count><policy_evaluated><disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf></policy_evaluated></row><identifiers><header_from>${domain}</header_from></identifiers><auth_results/></record>`,
  )
  return Buffer.from(
    `<?xml version="1.0"?><feedback><report_metadata><org_name>receiver.example</org_name><email>dmarc@receiver.example</email><report_id>${reportId}</report_id><date_range><begin>${seconds}</begin><end>${seconds + 86_399}</end></date_range></report_metadata><policy_published><domain>${domain}</domain><p>none</p></policy_published>${records.join('')}</feedback>`,
  )
}

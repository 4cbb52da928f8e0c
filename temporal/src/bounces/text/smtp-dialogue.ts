/** At which command a server refused. After DATA it has accepted the address first (RFC 5321 section 3.3). */
export type SmtpStage = 'connect' | 'mail' | 'rcpt' | 'data' | null

const spoken: [SmtpStage, RegExp][] = [
  [
    'data',
    /in reply to (?:the )?(?:end of )?DATA|after (?:end of )?data|did not like our (?:final )?DATA|failed after I sent the message|SMTP command DATA|your message \(DATA\)|\[(?:DATA|EOM|end of data)\]/i,
  ],
  [
    'rcpt',
    /remote SMTP server has rejected address|\*\* Address not found \*\*|in reply to RCPT|after RCPT|did not like our RCPT|does not like recipient|most progress was RCPT TO|in RCPT TO|SMTP:RCPT|\[RCPT_TO\]|Sent [<>]{3} RCPT TO: ?\S{1,320} Received [<>]{3} 5|^[^\n]{0,200}>: 55\d: </i,
  ],
  ['mail', /in reply to MAIL|after MAIL FROM|did not like our MAIL|sender was rejected|SMTP:MAIL|\[MAIL_FROM\]/i],
  [
    'connect',
    /refused to talk to me|after initial connection|in reply to (?:EHLO|HELO)|after (?:EHLO|HELO)|did not like our (?:EHLO|HELO)/i,
  ],
]

/** Read from the words of the server that reports, or from a transcript (`>>> DATA`, `<<< 550 ...`). */
export function stageOf(text: string): SmtpStage {
  const flat = text.slice(0, 20_000).replace(/\s+/g, ' ')
  return spoken.find(([, words]) => words.test(flat))?.[0] ?? stageOfTranscript(text)
}

const commands: [SmtpStage, RegExp][] = [
  ['data', /^>>> (?:DATA|\.)\s*$/i],
  ['rcpt', /^>>> RCPT/i],
  ['mail', /^>>> MAIL/i],
  ['connect', /^>>> (?:EHLO|HELO)/i],
]

function stageOfTranscript(text: string): SmtpStage {
  let stage: SmtpStage = null
  let refused: SmtpStage = null
  for (const line of text.split('\n', 500)) {
    // 503 complains about the order of commands only.
    if (/^<<< (?!503)[45]\d\d/.test(line)) refused = stage
    stage = commands.find(([, command]) => command.test(line))?.[0] ?? stage
  }
  return refused
}

/** The replies of the transcript, without those that only complain about the order of commands (503). */
export function repliesOf(text: string): string {
  const replies = text.split('\n', 500).filter((line) => /^\s{0,9}<<< (?!503)[45]\d\d/.test(line))
  return replies.map((line) => line.replace(/^\s{0,9}<<< /, '')).join('\n')
}

import { type Headers, headerOf, shownHeader } from '../mime/headers.ts'

const daemon =
  /mailer-?daemon|post_?master|mail[ ._-]?(?:delivery|system)|delivery[ ._-]?(?:sub)?system|mail administrator|ndr administrator|system administrator|autobounce|bounce-?notif/i

const failureSubject =
  /undeliver|failed mail|returned (?:e?mail|to sender)|return(?:ed)?:|failure notice|fail(?:ed|ure)?.{0,20}(?:deliver|notif|recipient)|mail (?:failure|system error)|deliver\w{0,2}.{0,20}(?:fail|status|error|problem|notif|delay|report)|not (?:be )?deliver|non[- ]?deliver|bounced? (?:mail|message)|mail(?:box)? (?:is )?full|user unknown|warning: .{0,40}(?:not sent|delay)|message (?:delayed|status)|(?:are )?not (?:a )?member|unzustellbar|недостав|не доставлено|配信|non remis|devuelto|devolvid/i

const replySubject =
  /^(?:\W{0,3})(?:auto:|auto(?:matic|matische|matisch|mated)?[ -]?(?:re(?:ply|sponse)|antwort)|automatisch|r[ée]ponse automatique|respuesta autom|risposta automatica|out of (?:the )?office|away from|vacation|on (?:vacation|holiday|leave)|abwesen|absence|不在)/i

const replyHeaders = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-apple-action', 'vacation']

/** From a mail system, by its sender, by an empty return path (RFC 5321 section 6.1), or by its subject. */
export function isFromMailSystem(headers: Headers): boolean {
  if (isDaemon(headers) || headers.has('x-failed-recipients')) return true
  if (/^re:|^fwd?:/i.test(shownHeader(headers, 'subject'))) return false
  return hasNullSender(headers) || subjectSaysFailure(headers)
}

/** Some give no address at all. */
const isDaemon = (headers: Headers) => {
  const from = shownHeader(headers, 'from')
  return daemon.test(from) || from.trim() === '<>'
}

const hasNullSender = (headers: Headers) => {
  const path = headers.get('return-path')?.[0]?.trim()
  return path === '<>' || path === '<MAILER-DAEMON>'
}

export const isFromServer = (headers: Headers): boolean =>
  isDaemon(headers) || hasNullSender(headers) || headers.has('x-failed-recipients')

export const subjectSaysFailure = (headers: Headers): boolean => failureSubject.test(shownHeader(headers, 'subject'))

/** An answering machine (RFC 3834). Servers mark their bounces like this as well, hence the sender. */
export function isAutoReply(headers: Headers): boolean {
  if (isDaemon(headers) || headers.has('x-failed-recipients')) return false
  const submitted = headerOf(headers, 'auto-submitted').toLowerCase()
  if (submitted.startsWith('auto-replied') || replyHeaders.some((name) => headers.has(name))) return true
  if (/auto[_-]?reply/i.test(headerOf(headers, 'precedence'))) return true
  return replySubject.test(shownHeader(headers, 'subject').trim())
}

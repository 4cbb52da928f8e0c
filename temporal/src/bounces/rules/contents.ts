import { anyOf } from './any-of.ts'
import type { TextRule } from './rule.ts'

const TEXTS = 'texts of receiving servers'

/** What was sent. */
export const contents: TextRule[] = [
  {
    when: anyOf(
      /\bvirus/,
      /malware/,
      /phish/,
      /trojan/,
      /infected/,
      /suspicious (?:attachment|url|link|content)/,
      /(?:banned|forbidden|prohibited|blocked|illegal) (?:attachment|file|content|extension)/,
    ),
    class: 'content',
    says: 'the content looks harmful',
    source: TEXTS,
  },
  {
    when: anyOf(
      /\bspam\b/,
      /spam[- ](?:like|message|score|content)/,
      /\bube\b/,
      /\buce\b/,
      /\bbulk (?:e-?)?mail/,
      /\bjunk/,
      /unsolicited/,
      /content (?:rejected|filter|policy|denied|blocked)/,
      /(?:message|mail) (?:was |is |has been )?(?:identified|detected|classified|considered|deemed|marked)/,
      /message content/,
      /spamsignature/,
      /bayes/,
      /spamassassin/,
      /looks like/,
    ),
    class: 'content',
    says: 'the content looks like spam',
    source: TEXTS,
  },
  {
    when: anyOf(
      /(?:message|mail|size|attachment|body|header|line)s?(?: \w{1,12}){0,3} (?:too (?:big|large|long)|exceed\w{0,3}|limit exceeded|over (?:the )?(?:limit|maximum))/,
      /exceed\w{0,3} (?:the )?(?:maximum|max|fixed|limit|size)/,
      /too (?:big|large) (?:for|message)/,
      /[45]\.2\.3\b/,
      /[45]\.3\.4\b/,
      /line (?:length|limit)/,
      /message (?:length|size)/,
      /size limit/,
    ),
    class: 'content',
    says: 'the message is too large',
    source: 'RFC 3463 section 3.4 (x.3.4)',
  },
  {
    when: anyOf(
      /header error/,
      /multiple .{0,12}addresses in from/,
      /(?:bad|malformed|invalid|missing|duplicate|multiple) (?:message |mail )?(?:headers?|from|to:|message-?id|date|mime|character)/,
      /\brfc ?(?:5322|2822|5321)\b/,
      /not (?:rfc|compliant)/,
      /bare lf/,
      /8-?bit/,
      /\b5\.6\.\d\b/,
      /violat\w{0,5} (?:rfc|standard)/,
    ),
    class: 'content',
    says: 'the message breaks a rule of form',
    source: 'RFC 3463 section 3.7 (x.6)',
  },
]

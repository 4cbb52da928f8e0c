import type { TextRule } from './rule.ts'

const TEXTS = 'texts of receiving servers'

/** How much was sent. */
export const rates: TextRule[] = [
  {
    when: /too many (?:connections|messages|recipients|emails?|mails|sessions|concurrent|requests|errors|bad|invalid)|(?:rate|connection|message|send|sending|hourly|daily|relay|recipient|volume)s?(?: rate)? (?:limit|quota|frequency)|(?:limit|quota|maximum|max).{0,40}(?:connections|messages per|recipients|emails? per|per (?:hour|day|minute))|throttl|exceed\w{0,3}.{0,40}(?:rate|per (?:hour|day|minute|second)|connections)|slow(?:ed)? down|temporarily rate limited|rate-?limit|grey-?list|gray-?list|sending too fast|try again in \d/i,
    class: 'rate',
    says: 'too much at once',
    source: TEXTS,
  },
]

/** What was sent. */
export const contents: TextRule[] = [
  {
    when: /\bvirus|malware|phish|trojan|infected|suspicious (?:attachment|url|link|content)|(?:banned|forbidden|prohibited|blocked|illegal) (?:attachment|file|content|extension)/i,
    class: 'content',
    says: 'the content looks harmful',
    source: TEXTS,
  },
  {
    when: /\bspam\b|spam[- ](?:like|message|score|content)|\bube\b|\buce\b|\bbulk (?:e-?)?mail|\bjunk|unsolicited|content (?:rejected|filter|policy|denied|blocked)|(?:message|mail) (?:was |is |has been )?(?:identified|detected|classified|considered|deemed|marked)|message content|spamsignature|bayes|spamassassin|looks like/i,
    class: 'content',
    says: 'the content looks like spam',
    source: TEXTS,
  },
  {
    when: /(?:message|mail|size|attachment|body|header|line)s?(?: \w{1,12}){0,3} (?:too (?:big|large|long)|exceed\w{0,3}|limit exceeded|over (?:the )?(?:limit|maximum))|exceed\w{0,3} (?:the )?(?:maximum|max|fixed|limit|size)|too (?:big|large) (?:for|message)|[45]\.2\.3\b|[45]\.3\.4\b|line (?:length|limit)|message (?:length|size)|size limit/i,
    class: 'content',
    says: 'the message is too large',
    source: 'RFC 3463 section 3.4 (x.3.4)',
  },
  {
    when: /header error|multiple .{0,12}addresses in from|(?:bad|malformed|invalid|missing|duplicate|multiple) (?:message |mail )?(?:headers?|from|to:|message-?id|date|mime|character)|\brfc ?(?:5322|2822|5321)\b|not (?:rfc|compliant)|bare lf|8-?bit|\b5\.6\.\d\b|violat\w{0,5} (?:rfc|standard)/i,
    class: 'content',
    says: 'the message breaks a rule of form',
    source: 'RFC 3463 section 3.7 (x.6)',
  },
]

/** Mail for a domain that the server does not serve. "Sender is not allowed to relay" blames the server that was asked, not the sender. */
export const relays: TextRule[] = [
  {
    when: /relay(?:ing)? (?:access )?(?:denied|not (?:allowed|permitted)|prohibited)|unable to relay|not (?:configured|permitted|allowed) to relay|cannot relay|allowed to relay|list of allowed rcpthosts|we do not relay|relaying|authentication (?:is )?required|must (?:authenticate|issue a starttls)|5\.7\.(?:57|64)\b/i,
    class: 'other',
    says: 'the server does not take mail for this domain from us',
    source: TEXTS,
  },
]

/** Refusals by rule of the receiving side, in the words that say no more. */
export const policies: TextRule[] = [
  {
    when: /not (?:currently )?accepting (?:network |any |new )?(?:messages|connections|mail)|\bbusy\b/i,
    class: 'other',
    says: 'the server takes no mail for the moment',
    source: 'RFC 3463 section 3.4 (x.3.2)',
  },
  {
    when: /denied by policy|polic(?:y|ies)\b|access denied|not (?:permitted|authori[sz]ed|allowed|a member|subscribed|accept(?:ed|ing))|restricted|prohibited|administrative(?:ly)? |rejected by (?:the )?(?:recipient|user|administrator|filter)|(?:message|mail|e-?mail|transaction|delivery) (?:was |has been |is )?(?:rejected|refused|denied|blocked)|connection (?:was )?(?:rejected|denied|blocked)|only accepts|moderat|white ?list|challenge|filtered|not member|\bmember of\b|delivery not authori|client host rejected|blocked|permission|\bdenied\b|\baccess\b.{0,60}\b(?:rejected|refused)/i,
    class: 'policy_of_recipient',
    says: 'a rule of the receiving side',
    source: TEXTS,
  },
  {
    when: /timed? ?out|time-?out|connection (?:refused|reset|lost|dropped|closed|failed)|refused (?:the )?connection|no route|network|unreachable|not responding|deferred|queue|expired|retry|gave up|giving up|undelivered for|could not connect|did not accept our requests|socket|loop|too many hops|hop count|name service|dns|lookup|temporar|system|internal|resources|configuration|service (?:not available|unavailable|refused)|try (?:again )?later/i,
    class: 'other',
    says: 'a fault of a network or a server',
    source: 'RFC 3463 section 3.4 and 3.5',
  },
]

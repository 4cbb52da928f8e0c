import type { BouncedRecipient } from './bounce-report.ts'
import { type CodeRule, ruleByCode } from './rules/by-code.ts'
import type { TextRule } from './rules/rule.ts'
import { ruleByText } from './rules/text-rules.ts'
import type { Codes } from './text/codes.ts'
import type { SmtpStage } from './text/smtp-dialogue.ts'

export interface Told extends Codes {
  /** The words about this recipient, the best first. */
  texts: string[]
  /** All that the report says, for want of better words. */
  whole: string
  stage: SmtpStage
}

type Rule = CodeRule & Pick<TextRule, 'isCertain' | 'isAboutHost'>

type Judgement = Pick<BouncedRecipient, 'class' | 'permanence' | 'reason' | 'source'>

/** Text wins over code: servers send 5.1.1 with a rate limit, and 5.7.1 with an unknown user. */
export function classify(told: Told): Judgement {
  const rule = ruleOf(told)
  if (rule.class !== 'recipient_unknown') return judgement(rule, 'soft')
  if (isFilter(told) && !rule.isCertain && !rule.isAboutHost) return judgement(filter, 'soft')
  return judgement(rule, isPermanent(rule, told) ? 'hard' : 'soft')
}

const judgement = (rule: CodeRule, permanence: 'hard' | 'soft'): Judgement => ({
  class: rule.class,
  permanence,
  reason: rule.says,
  source: rule.source,
})

const filter: CodeRule = {
  class: 'policy_of_recipient',
  says: "the recipient's own filter, which calls the user unknown after it took the address",
  source: 'RFC 5321 section 3.3: an unknown address is refused at RCPT',
}

function ruleOf({ texts, whole, status, replyCode }: Told): Rule {
  const byCode = ruleByCode(status, replyCode)
  const byText = firstRule(texts) ?? (isAboutRecipient(status) ? undefined : ruleByText(whole))
  if (byText && byText.class !== 'other') return byText
  // A text of a fault in general does not say whom it is about.
  return byText && !/^5\.[12]\./.test(status) ? byText : byCode
}

/** These codes say more than the words around the report, which may be those of a scanner on its way. */
const isAboutRecipient = (status: string) => /^5\.(?:1\.[1236]|2\.[123])$/.test(status)

/** A text that says something beats one that only says "failed". */
function firstRule(texts: string[]): Rule | undefined {
  const rules = texts.flatMap((text) => ruleByText(text) ?? [])
  return rules.find((rule) => rule.class !== 'other') ?? rules[0]
}

/** sendmail sends its commands at once, and a transcript then shows RCPT's refusal below DATA: but it concludes 5.1.1. */
const isFilter = ({ stage, status, whole }: Told) =>
  stage === 'data' && !/^\d\.1\./.test(status) && !/^5\d\d 5\.1\.1 /m.test(whole)

const maySettle = /not\s+found,\s+try again|temporar|servfail|timed? ?out/i

/**
 * Hard needs proof. A host that the DNS does not know may be back when its name servers are, if a code or the words call it
 * temporary. And where a 550 is quoted without its command and without x.1.x, it may come from a filter, see above.
 */
function isPermanent(rule: Rule, told: Told): boolean {
  const { status, replyCode, stage, texts } = told
  if (rule.isAboutHost) return !(status || replyCode).startsWith('4') && !maySettle.test(texts.join('\n'))
  if (rule.isCertain || /^\d\.1\./.test(status) || !/^55[04]$/.test(replyCode)) return true
  return stage !== null && !/^\d\.7\./.test(status)
}

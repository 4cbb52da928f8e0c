import { type BounceClass, bounceClasses, permanences } from '@coldframe/db/enums'
import { z } from 'zod'

export type { BounceClass }

/** `delivered`: a receipt (RFC 3464 actions delivered, relayed, expanded). `none`: an ordinary mail. */
export const bounceKinds = ['bounce', 'delay', 'delivered', 'complaint', 'auto_reply', 'none'] as const
export type BounceKind = (typeof bounceKinds)[number]

/** RFC 3464 section 2.3.3. */
export const recipientActions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
export type RecipientAction = (typeof recipientActions)[number]

export const BouncedRecipient = z.object({
  /** Empty where the report hides it, as complaints do. */
  address: z.string(),
  /** As the sender wrote it, before a redirection; null where not told. */
  originalAddress: z.string().nullable(),
  action: z.enum(recipientActions),
  /** RFC 3463, `5.1.1`. From the diagnostic where that knows better than the Status field. */
  status: z.string().nullable(),
  /** RFC 5321 section 4.2, `550`. */
  replyCode: z.string().nullable(),
  diagnostic: z.string(),
  remoteMta: z.string().nullable(),
  class: z.enum(bounceClasses),
  /** `hard`: this address will not work later either. Blocks and policies are soft, whatever their code says. */
  permanence: z.enum(permanences),
  /** In words, and where the rule behind it comes from. */
  reason: z.string(),
  source: z.string(),
})
export type BouncedRecipient = z.output<typeof BouncedRecipient>

export const Complaint = z.object({
  /** RFC 5965 section 3.1, in lower case. */
  feedbackType: z.string(),
  /** False for reports that nobody complained: `not-spam`, and failures of authentication (RFC 6591). */
  isComplaint: z.boolean(),
  sourceIp: z.string().nullable(),
  reportedDomain: z.string().nullable(),
  userAgent: z.string().nullable(),
})

export const BounceReport = z.object({
  kind: z.enum(bounceKinds),
  recipients: z.array(BouncedRecipient),
  complaint: Complaint.nullable(),
  /** Of the message that came back, without angle brackets. */
  originalMessageId: z.string().nullable(),
  reportingMta: z.string().nullable(),
})
export type BounceReport = z.output<typeof BounceReport>

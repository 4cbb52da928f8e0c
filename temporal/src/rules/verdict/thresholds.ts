/**
 * Every number that the verdict compares with. They come from error rates that were chosen, from published limits, and from
 * cautious ideas of how sound domains differ; none is fitted to a data set. See docs/guides/verdicts.md.
 */
export const thresholds = {
  /**
   * Errors of the sequential tests. With these two errors Wald's limits are ln(1/alpha) and ln(1/beta), for a domain at the very
   * edge of what is normal; inside it they are far rarer. One in 200 for an alarm, which alone is only a watch and costs a held
   * ramp. What burns needs more: two alarms from separate messages (one in 40,000); or two families about one provider, together
   * as sure as one in 1,000, while each is beyond its burn limit; or two about different ones, as sure as two alarms, because the
   * pairs that could meet by chance are many. One in 20 for a suspicion, which by itself changes nothing.
   */
  tests: { alarmAt: Math.log(200), agreeAt: Math.log(1_000), suspicionAt: Math.log(20), clearAt: Math.log(20) },

  /** One-sided 95 % for what is reported, 90 % for the baseline, as its error only costs power. */
  intervals: { risk: 0.05, z: 1.645, baselineZ: 1.282 },

  days: {
    /** Four whole weeks, so that week-ends weigh the same at each end of a trend. */
    kept: 28,
    /** What intervals and "enough data" look at. */
    recent: 14,
    /** A domain's own normal is learned from days that are at least this old: a change must not teach it. */
    baselineLag: 7,
    /** Share of the baseline that is left a day later: half in 23 days, so that it follows the seasons. */
    baselineMemory: 0.97,
    /**
     * The days that a break is a break from. A burn is to be seen within three days, so the fourth day back is the first that
     * does not contain it; from there two weeks, as its error is not allowed for and one week of a small domain says little.
     */
    localFrom: 4,
    localTo: 17,
  },

  /** Share of neutral mail (warm-up) in the spam folder, by recipient provider. */
  placement: {
    /** Messages of a day to one provider share its filter's mood. */
    correlation: 0.03,
    /** 10 % is the sound rate of the fact sheet's test; worth one day's warm-up of a small domain. */
    prior: { rate: 0.1, weight: 20 },
    soundAtLeast: 0.1,
    /** A domain whose normal is worse than the burn limit has no sound rate. */
    soundAtMost: 0.35,
    /** From 10 to 40 % in the fact sheet's test; the same step from the domain's own normal. */
    rise: 0.3,
    /** "Below 80 % in the inbox is a worry". */
    worry: 0.2,
    /** "Below 65 to 70 % is burned". */
    burned: 0.35,
    /** Without a second family: most of the mail does not arrive. */
    burnedAlone: 0.5,
  },

  /** Refusals that name the sender's reputation, as a share of what was sent. */
  reputation: {
    correlation: 0.03,
    prior: { rate: 0.001, weight: 200 },
    soundAtLeast: 0.0025,
    soundAtMost: 0.01,
    /** Twelve times the sound rate; a higher normal is given four times itself. */
    faultyAtLeast: 0.03,
    faultyFactor: 4,
    /** Half of the 2 % that senders commonly allow for all bounces together. */
    burned: 0.01,
    /** Without a second family: the whole of it. */
    burnedAlone: 0.02,
  },

  /** Complaints as a share of what was delivered where complaints are reported. Gmail and Yahoo: below 0.1 %, never 0.3 %. */
  complaints: {
    correlation: 0.003,
    prior: { rate: 0.0005, weight: 1_000 },
    soundAtLeast: 0.001,
    soundAtMost: 0.003,
    faultyAtLeast: 0.005,
    faultyFactor: 4,
    limit: 0.003,
  },

  /** Unknown recipients: the list, never the domain. 2 % is commonly allowed, 8 % is a list nobody cleaned. */
  list: {
    correlation: 0.03,
    prior: { rate: 0.015, weight: 100 },
    soundAtLeast: 0.02,
    soundAtMost: 0.05,
    rise: 0.06,
    limit: 0.05,
  },

  /** Refusals for content by campaign, and its seeds against neutral mail of the same day and provider. */
  copy: { correlation: 0.03, soundRefusals: 0.002, faultyRefusals: 0.02, seedRise: 0.4, priorSeeds: 10 },

  /** A provider that refuses all our mail restricts the account; a single mailbox that is blocked does not. */
  providerTexts: { restrictedShare: 0.5, recheckWithinDays: 7, blockingProviders: 2 },

  authentication: {
    /** Refusals for authentication as a share of what was sent: one in 100 cannot be chance where all mail is signed. */
    refusals: 0.01,
    leastRefusals: 3,
    /** Filters remember for some days what was not signed. */
    afterDays: 2,
  },

  blocklist: { recheckWithinDays: 7 },

  wear: {
    /** A falling trend: one-sided one in 1,000, and only where it matters. */
    z: 3.09,
    leastRise: 0.1,
    /**
     * Two standard errors, one in 40, of a fall before the break: weaker than what makes wear, as it says nothing by itself and
     * only leaves a burn to hard evidence or to being worn through.
     */
    fallingZ: 2,
    /** The trend is looked for before the days in which a break is to be found. */
    breakDays: 3,
    /** Burned for good, trend or not: one in 1,000, like the trend. */
    wornThroughZ: 3.09,
  },

  /** Days in a row that a better verdict must be earned before it is given. */
  dwell: { watch: 2, worn: 7, burned: 7 },
} as const

/** Medians and spread of samples, and of ratios taken within a round, so that what else the machine does falls out. */

/** A middle and the quarters around it. */
export interface Summary {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly samples: number
}

/** The median, the lower and the upper quartile. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((one, other) => one - other)
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
    samples: sorted.length,
  }
}

/** One value of each round over the other's of the same round. */
export const ratios = (values: readonly number[], references: readonly number[]): Summary =>
  summarise(
    values
      .map((value, round) => value / (references[round] ?? NaN))
      .filter((ratio) => Number.isFinite(ratio)),
  )

function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part
  const low = sorted[Math.floor(place)] ?? NaN
  const high = sorted[Math.ceil(place)] ?? NaN
  return low + (high - low) * (place - Math.floor(place))
}

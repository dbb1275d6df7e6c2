/** Statistics of a group's ratings: variance, agreement, consistency, and the confidence interval of a mean. */

/** The sum of some values and the sum of their squares. */
export interface PowerSums {
  readonly sum: number;
  readonly squares: number;
}

/** The sums of one figure and one perspective over the members who have a part in it. */
export interface Sums {
  /** How many members. */
  readonly n: number;
  /** One entry for each question. */
  readonly items: readonly PowerSums[];
  /** Of each member's sum over the questions. The same as the only item in the figure of one question. */
  readonly total: PowerSums;
}

/**
 * Returns the sample variance, with n − 1, or 0 for fewer than two values. Exact up to the division, because the values are
 * whole numbers.
 */
export function varianceOf({ sum, squares }: PowerSums, n: number): number {
  return n < 2 ? 0 : (n * squares - sum * sum) / (n * (n - 1));
}

/** Returns the variance of uniformly random ratings, (A² − 1)/12. @param steps A, the number of ratings to choose from */
export const randomVariance = (steps: number): number => (steps ** 2 - 1) / 12;

/**
 * Returns the agreement within a group on J questions, 0 to 1 (James, Demaree and Wolf 1984):
 *
 *     r_wg(J) = J (1 − s̄²/σ²) / [J (1 − s̄²/σ²) + s̄²/σ²],  σ² = (A² − 1)/12
 *
 * where s̄² is the mean variance of the questions and σ² the variance of uniformly random ratings. A larger spread would
 * give a negative number and counts as 0.
 * @param variances one for each question
 * @param steps A, the number of ratings to choose from
 * @returns undefined for no questions
 */
export function agreementOf(variances: readonly number[], steps: number): number | undefined {
  const count = variances.length;
  if (count === 0) return undefined;
  const share = variances.reduce((sum, variance) => sum + variance, 0) / count / randomVariance(steps);
  if (share >= 1) return 0;
  return (count * (1 - share)) / (count * (1 - share) + share);
}

/**
 * Returns Cronbach's alpha (1951), which says how far a member's ratings of the questions go together:
 *
 *     α = k/(k − 1) × (1 − sum of the questions' variances / variance of the sums)
 *
 * @returns undefined for one question, or when all members have the same sum
 */
export function alphaOf({ n, items, total }: Sums): number | undefined {
  const k = items.length;
  const whole = varianceOf(total, n);
  if (k < 2 || whole === 0) return undefined;
  const parts = items.reduce((sum, item) => sum + varianceOf(item, n), 0);
  return (k / (k - 1)) * (1 - parts / whole);
}

/**
 * Returns the probability that Student's t lies between −t and t, by the finite sums of Abramowitz and Stegun, Handbook of
 * Mathematical Functions (1964), 26.7.3 and 26.7.4.
 * @param freedom degrees of freedom, a whole number from 1 on
 */
export function betweenOf(t: number, freedom: number): number {
  const angle = Math.atan2(t, Math.sqrt(freedom));
  const cosine = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
    term *= (cosine * (i - 1)) / i;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

const quantiles = new Map<number, number>();

/**
 * Returns the t that leaves 2.5 % on either side, found by bisection to 10⁻¹⁰.
 * @param freedom degrees of freedom, a whole number from 1 on
 */
export function tQuantile(freedom: number): number {
  let found = quantiles.get(freedom);
  if (found === undefined) {
    let [low, high] = [0, 13];
    while (high - low > 1e-10) {
      const middle = (low + high) / 2;
      if (betweenOf(middle, freedom) < 0.95) low = middle;
      else high = middle;
    }
    found = (low + high) / 2;
    quantiles.set(freedom, found);
  }
  return found;
}

/** Returns half the 95 % confidence interval of a mean, in the unit of the values. @param n at least two */
export function halfIntervalOf(sums: PowerSums, n: number): number {
  return tQuantile(n - 1) * Math.sqrt(varianceOf(sums, n) / n);
}

/** What a group's ratings say beyond their mean: spread, agreement, consistency, and how far chance may have moved a mean. */
import type { Sums } from '../team/publishing.ts';

/** Sum and sum of squares of n values. */
export interface Moments {
  readonly sum: number;
  readonly squares: number;
}

/** Sample variance, with n − 1; 0 for fewer than two values. The values are whole numbers, so nothing is lost on the way. */
export function varianceOf({ sum, squares }: Moments, n: number): number {
  return n < 2 ? 0 : (n * squares - sum * sum) / (n * (n - 1));
}

/** Of ratings at random, each of the steps of the scale as likely as the next: (A² − 1)/12. */
export const randomVariance = (steps: number): number => (steps ** 2 - 1) / 12;

/**
 * Agreement within a group on J questions (James, Demaree and Wolf 1984), 0 to 1:
 *
 *     r_wg(J) = J (1 − s̄²/σ²) / [J (1 − s̄²/σ²) + s̄²/σ²],  σ² = (A² − 1)/12
 *
 * where s̄² is the mean variance of the questions and σ² the variance if everybody rated at random, each of the A steps
 * of the scale as likely as the next. More spread than that would be negative, and counts as 0.
 * @param variances one a question; 0 questions give undefined
 * @param steps A, how many ratings there are to choose from
 */
export function agreementOf(variances: readonly number[], steps: number): number | undefined {
  const count = variances.length;
  if (count === 0) return undefined;
  const share = variances.reduce((sum, variance) => sum + variance, 0) / count / randomVariance(steps);
  if (share >= 1) return 0;
  return (count * (1 - share)) / (count * (1 - share) + share);
}

/**
 * Cronbach's alpha (1951): how far the questions go up and down together from person to person.
 *
 *     α = k/(k − 1) × (1 − sum of the questions' variances / variance of the sums)
 *
 * Undefined with one question, or where everybody has the same sum.
 */
export function alphaOf({ n, items, total }: Sums): number | undefined {
  const k = items.length;
  const whole = varianceOf(total, n);
  if (k < 2 || whole === 0) return undefined;
  const parts = items.reduce((sum, item) => sum + varianceOf(item, n), 0);
  return (k / (k - 1)) * (1 - parts / whole);
}

/**
 * The probability that Student's t lies between −t and t, for whole degrees of freedom: the finite sums of Abramowitz and
 * Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4. No approximation.
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

/** The t that leaves 2.5 % on either side, found by halving to 10⁻¹⁰. @param freedom a whole number from 1 on */
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

/** Half of the 95 % confidence interval of a mean (Student 1908), in the unit of the values. @param n at least two */
export function halfIntervalOf(moments: Moments, n: number): number {
  return tQuantile(n - 1) * Math.sqrt(varianceOf(moments, n) / n);
}

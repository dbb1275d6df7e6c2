/** Checks that the linear equations of all figures ever shown have no solution for a single member's answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers, Rating } from '../../../src/assessment/answers.ts';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import { publish, step } from '../../../src/assessment/team/disclosure.ts';
import { erased, type Figures, type TeamMember } from '../../../src/assessment/team/team-figures.ts';
import { instrument } from '../../web/state.ts';

const threshold = 4;
/** One question and nothing else, so that many histories can be tried. */
const [question] = instrument.questions;
const small: Instrument = { ...instrument, questions: instrument.questions.slice(0, 1), competencies: [] };
const id = question?.id ?? '';
const key = `q${id}` as const;

type Event =
  | { readonly kind: 'answer'; readonly person: number; readonly me: Rating; readonly us: Rating }
  | { readonly kind: 'not-applicable' | 'leave'; readonly person: number }
  | { readonly kind: 'look' };

const people = 14;
const rating = fc.constantFrom<Rating[]>(0, 1, 2, 3);
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      person: fc.nat(people - 1),
      me: rating,
      us: rating,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('not-applicable' as const, 'leave' as const),
      person: fc.nat(people - 1),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ kind: 'look' as const }) },
);

/** A history with what the facilitator sees, each look as the rows of a system of linear equations. */
class Team {
  figures: Figures = new Map();
  readonly #groups: number;
  readonly #threshold: number;
  readonly #responses = new Map<number, TeamMember>();
  /** Who left keeps a place under a number of their own, as the database does. */
  #left = 1000;
  /** A variable for each answer a person ever had for the perspective: it is new whenever its value changes. */
  readonly #variables = { me: new Map<number, number>(), us: new Map<number, number>() };
  #count = 0;
  readonly rows: { me: Set<number>[]; us: Set<number>[] } = { me: [], us: [] };
  /** The variables that were in the figure when it was last seen to move. */
  #included: { me: Map<number, number>; us: Map<number, number> } = { me: new Map(), us: new Map() };

  constructor(groups: number, least = threshold) {
    this.#groups = groups;
    this.#threshold = least;
  }

  #groupOf(person: number): number {
    return this.#groups === 0 ? -1 : person % this.#groups;
  }

  happen(event: Event): void {
    if (event.kind === 'look') {
      this.#look();
      return;
    }
    const before = this.#responses.get(event.person);
    if (event.kind === 'leave') {
      if (!before) return;
      this.#responses.delete(event.person);
      this.#responses.set(this.#left++, { ...before, answers: new Map(), shown: erased(before.shown) });
      for (const perspective of ['me', 'us'] as const) this.#variables[perspective].delete(event.person);
      return;
    }
    const answer: Answer =
      event.kind === 'answer'
        ? { me: event.me, us: event.us }
        : { me: 'not-applicable', us: 'not-applicable' };
    const answers: Answers = new Map([[id, answer]]);
    const old = before?.answers.get(id);
    for (const perspective of ['me', 'us'] as const) {
      if (old?.[perspective] === answer[perspective]) continue;
      this.#variables[perspective].delete(event.person);
      if (answer[perspective] !== 'not-applicable')
        this.#variables[perspective].set(event.person, this.#count++);
    }
    const group = this.#groupOf(event.person);
    this.#responses.set(event.person, { group, shown: before?.shown ?? new Map(), answers });
  }

  #look(): void {
    const keys = [...this.#responses.keys()];
    const responses = keys.map((person) => this.#responses.get(person) as TeamMember);
    const turn = this.figures.get(key)?.turn ?? 0;
    const next = publish(this.figures, responses, small, this.#groups, this.#threshold);
    for (const [i, person] of keys.entries())
      this.#responses.set(person, { ...(responses[i] as TeamMember), shown: next.shown[i] ?? new Map() });
    this.figures = next.figures;
    const figure = next.figures.get(key);
    if (!figure || figure.turn === turn) return;
    for (const perspective of ['me', 'us'] as const) {
      // A value that came back to what it was is the same variable again: it was never out of the figure.
      for (const [person, variable] of this.#variables[perspective])
        if (!this.#hasMoved(person, perspective))
          this.#variables[perspective].set(person, this.#included[perspective].get(person) ?? variable);
      this.#included[perspective] = new Map(this.#variables[perspective]);
      const all = [...this.#included[perspective]];
      this.rows[perspective].push(new Set(all.map(([, variable]) => variable)));
      for (const [group] of figure.groups.entries())
        this.rows[perspective].push(
          new Set(all.filter(([person]) => this.#groupOf(person) === group).map(([, variable]) => variable)),
        );
      expect(figure[perspective].n).toBe(all.length);
    }
  }

  #hasMoved(person: number, perspective: 'me' | 'us'): boolean {
    return this.#responses.get(person)?.shown.get(key)?.since[perspective] === this.figures.get(key)?.turn;
  }
}

const prime = 2_147_483_647n;

function inverse(value: bigint): bigint {
  let [result, base, exponent] = [1n, value, prime - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** The variables that a system of sums determines: those whose unit vector is in the span of its rows (Gauss and Jordan). */
function determined(rows: readonly ReadonlySet<number>[]): number[] {
  const variables = [...new Set(rows.flatMap((row) => [...row]))];
  const matrix: bigint[][] = rows.map((row) => variables.map((variable) => (row.has(variable) ? 1n : 0n)));
  let rank = 0;
  for (let column = 0; column < variables.length && rank < matrix.length; column++) {
    const pivot = matrix.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (pivot < 0) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot] ?? [], matrix[rank] ?? []];
    const scale = inverse(matrix[rank]?.[column] ?? 1n);
    matrix[rank] = (matrix[rank] ?? []).map((value) => (value * scale) % prime);
    for (const [i, row] of matrix.entries()) {
      const factor = row[column] ?? 0n;
      if (i !== rank && factor !== 0n)
        matrix[i] = row.map(
          (value, j) => (value - factor * (matrix[rank]?.[j] ?? 0n) + prime * prime) % prime,
        );
    }
    rank++;
  }
  return matrix
    .map((row) => row.flatMap((value, j) => (value === 0n ? [] : [variables[j] ?? -1])))
    .filter((left) => left.length === 1)
    .flat();
}

/** The sizes of the circles: variables that are in and out of the same sums. */
function circles(rows: readonly ReadonlySet<number>[]): number[] {
  const variables = new Set(rows.flatMap((row) => [...row]));
  const sizes = new Map<string, number>();
  for (const variable of variables) {
    const column = rows.map((row) => (row.has(variable) ? '1' : '0')).join('');
    sizes.set(column, (sizes.get(column) ?? 0) + 1);
  }
  return [...sizes.values()];
}

describe('the equation solver of this test', () => {
  it('finds the variable that three sums of three determine, although any two differ by three or more', () => {
    const [first, second, third] = [new Set([1, 2, 3]), new Set([3, 4, 5]), new Set([1, 2, 4, 5])];
    expect(determined([first, second, third])).toEqual([3]);
    expect(determined([first, second])).toEqual([]);
  });
});

describe('the figures of a team', () => {
  it.each([
    [0, 'without groups'],
    [2, 'with two groups'],
  ])('determine no member’s answer after any history of answers and looks (%i: %s)', (groups) => {
    let moved = 0;
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 60, maxLength: 160 }), (events) => {
        const team = new Team(groups);
        for (const event of events) team.happen(event);
        for (const rows of [team.rows.me, team.rows.us]) {
          moved += Math.max(0, rows.length - 1);
          expect(determined(rows)).toEqual([]);
          expect(Math.min(step, ...circles(rows))).toBe(step);
        }
      }),
      { numRuns: 300 },
    );
    // Figures that never move would pass this test as well.
    expect(moved).toBeGreaterThan(300);
  });

  it('determine no member’s answer when groups are hidden for a while and shown again', () => {
    // Even numbers are in the first group, odd ones in the second.
    const team = new Team(2, 5);
    const come = (...these: number[]) => {
      for (const person of these) team.happen({ kind: 'answer', person, me: 2, us: 1 });
      team.happen({ kind: 'look' });
    };
    const go = (...these: number[]) => {
      for (const person of these) team.happen({ kind: 'leave', person });
      team.happen({ kind: 'look' });
    };
    come(...Array.from({ length: 14 }, (_, person) => person));
    expect(team.figures.get(key)?.groups).toHaveLength(2);
    go(0, 2, 4);
    expect(team.figures.get(key)?.groups).toEqual([]);
    // One of the first group and two of the second; then the first has enough people again.
    go(6, 1, 3);
    come(14, 16, 18);
    come(20, 22, 24);
    go(14, 16, 18);
    expect(determined(team.rows.me)).toEqual([]);
    expect(Math.min(...circles(team.rows.me))).toBeGreaterThanOrEqual(step);
    // Not because nothing moves any more: once enough go with them, everything does.
    go(8, 10, 12, 5);
    come(26, 28, 30, 15, 17, 19);
    expect(team.figures.get(key)?.groups).toHaveLength(2);
    expect(Math.min(...circles(team.rows.me))).toBeGreaterThanOrEqual(step);
  });

  const response = (me: Rating, us: Rating, group = -1): TeamMember => ({
    group,
    answers: new Map([[id, { me, us }]]),
    shown: new Map(),
  });

  it('are held when three change but only one of them what is shown for me', () => {
    const first = publish(
      new Map(),
      Array.from({ length: 6 }, () => response(1, 1)),
      small,
      0,
      threshold,
    );
    const changed = first.shown.map((shown, i) => ({ ...response(i === 0 ? 3 : 1, i < 3 ? 3 : 1), shown }));
    expect(publish(first.figures, changed, small, 0, threshold).figures).toEqual(first.figures);
  });

  it('do not let two who came together go one by one', () => {
    const start = Array.from({ length: 4 }, () => response(1, 1));
    const first = publish(new Map(), start, small, 0, threshold);
    const joined = [
      ...start.map((one, i) => ({ ...one, shown: first.shown[i] ?? new Map() })),
      response(2, 2),
      response(2, 2),
      response(3, 3),
    ];
    const second = publish(first.figures, joined, small, 0, threshold);
    expect(second.figures.get(key)?.me.n).toBe(7);
    // One of the three goes, and two who were there from the beginning: three changes, but no three who came together.
    const people = joined.map((one, i) => ({ ...one, shown: second.shown[i] ?? new Map() }));
    const left = people.map((one, i) =>
      i < 2 || i === 6 ? { ...one, answers: new Map(), shown: erased(one.shown) } : one,
    );
    expect(publish(second.figures, left, small, 0, threshold).figures).toEqual(second.figures);
  });

  it('say of each person whether something is still to come', () => {
    const people = Array.from({ length: 5 }, () => response(1, 1));
    const first = publish(new Map(), people.slice(0, threshold - 1), small, 0, threshold);
    expect(first.pending).toEqual(Array(threshold - 1).fill(true));
    const second = publish(first.figures, people, small, 0, threshold);
    expect(second.pending).toEqual([false, false, false, false, false]);
    const [one, ...others] = people.map((person, i) => ({ ...person, shown: second.shown[i] ?? new Map() }));
    const gone = { ...response(0, 0), answers: new Map(), shown: one?.shown ?? new Map() };
    const third = publish(second.figures, [gone, ...others], small, 0, threshold);
    expect(third.pending).toEqual([true, false, false, false, false]);
  });

  it(`keep, of those who left, only that they were there (${step} or more go together)`, () => {
    const people = Array.from({ length: 5 }, (_, i) => response((i % 4) as Rating, 1));
    const { shown } = publish(new Map(), people, small, 0, threshold);
    const kept = JSON.stringify([...erased(shown[2] ?? new Map())]);
    expect(kept).toBe(JSON.stringify([[key, { me: 'x', us: 'x', since: { me: 1, us: 1 } }]]));
  });
});

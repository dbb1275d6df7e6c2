/** Checks that the linear equations of all figures ever shown, in all rounds, have no solution for a single member's answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rating } from '../../../src/assessment/answers.ts';
import { perspectives } from '../../../src/assessment/instrument.ts';
import { isDue, publish, step } from '../../../src/assessment/team/disclosure.ts';
import {
  answer,
  beginRound,
  type FigureState,
  leave,
  type MemberPart,
  newFigure,
  noMemberPart,
  settled,
} from '../../../src/assessment/team/figure-state.ts';
import { leftOutBy, publishWithout } from '../../../src/assessment/team/leaving-out.ts';

const threshold = 4;

type Given = Rating | '-';
type Event =
  | { readonly kind: 'answer'; readonly person: number; readonly me: Given; readonly us: Given }
  | { readonly kind: 'leave'; readonly person: number }
  | { readonly kind: 'show' | 'round' | 'show without' };

const people = 14;
const rating = fc.constantFrom<Given[]>(0, 1, 2, 3);
const person = fc.nat(people - 1);
const answers = fc.record({ kind: fc.constant('answer' as const), person, me: rating, us: rating });
const show = fc.constant<Event>({ kind: 'show' });
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: answers },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), person }) },
  { weight: 1, arbitrary: person.map((one): Event => ({ kind: 'answer', person: one, me: '-', us: '-' })) },
  { weight: 8, arbitrary: show },
);
/** A round in which most people answer again, many of them as before, and a few are missing or new. */
const laterRound = fc
  .record({
    missing: fc.uniqueArray(person, { maxLength: 6 }),
    changed: fc.array(answers, { maxLength: 6 }),
    later: fc.array(anyEvent, { maxLength: 20 }),
  })
  .map(({ missing, changed, later }): Event[] => [
    { kind: 'round' },
    ...Array.from({ length: people }, (_, one) => one)
      .filter((one) => !missing.includes(one))
      .map((one): Event => ({ kind: 'answer', person: one, me: 1, us: 2 })),
    ...changed,
    { kind: 'show' },
    { kind: 'show without' },
    ...later,
  ]);

/** The history of one figure, with what the facilitator sees of it as the rows of a system of linear equations. */
class Team {
  readonly state: FigureState = newFigure(1);
  readonly #groups: number;
  readonly #threshold: number;
  readonly #expected: number;
  #round = 1;
  #members = new Map<number, { part: MemberPart; round: number }>();
  /** The value of each person's present answer, and a variable for it: a new one whenever the value changes. */
  readonly #variables = { me: new Map<number, Variable>(), us: new Map<number, Variable>() };
  #published: { me: Map<number, Variable>; us: Map<number, Variable> } = { me: new Map(), us: new Map() };
  #count = 0;
  readonly rows: { me: Set<number>[]; us: Set<number>[] } = { me: [], us: [] };
  /** The variables of each person, at all times. */
  readonly #own = new Map<number, Set<number>>();
  /** What the figure counted when it was last published in the present round. */
  #last: { me: Set<number>; us: Set<number> } | undefined;
  /** How many were left out of a figure, and how many `leftOutBy` said there would be. */
  readonly leftOut: { told: number | undefined; were: number }[] = [];
  /** What a member's own report shows: the figure of each round that is over, as it was when the round ended. */
  readonly reported: { me: Set<number>[]; us: Set<number>[] } = { me: [], us: [] };

  constructor(groups: number, least = threshold, expected = 0) {
    this.#groups = groups;
    this.#threshold = least;
    this.#expected = expected;
  }

  #holder(person: number) {
    return { group: this.#groups === 0 ? 0 : person % this.#groups, groups: Math.max(1, this.#groups) };
  }

  /** The member as the code sees them now. */
  #partOf(person: number): MemberPart {
    const { part, round } = this.#members.get(person) ?? { part: noMemberPart, round: this.#round };
    return settled(this.state, this.#holder(person), part, round);
  }

  happen(event: Event): void {
    const turn = this.state.turn;
    const isAnswered = event.kind === 'answer' || event.kind === 'leave';
    if (event.kind === 'show') this.#publish();
    else if (event.kind === 'show without') this.#publishWithout();
    else if (event.kind === 'round') {
      this.#report();
      beginRound(this.state);
      this.#round++;
    } else if (event.kind === 'leave') this.#leave(event.person);
    else if (event.kind === 'answer') this.#answer(event.person, { me: `${event.me}`, us: `${event.us}` });
    if (isAnswered && isDue(this.state, this.#expected)) this.#publish();
    if (this.state.turn !== turn) this.#see();
  }

  /** The round ends with the figure that is shown; without one, members see nothing of it. */
  #report(): void {
    const { shown } = this.state;
    expect(shown === undefined).toBe(this.#last === undefined);
    for (const perspective of perspectives) {
      if (this.#last) this.reported[perspective].push(this.#last[perspective]);
      expect(this.#last?.[perspective].size).toBe(shown?.[perspective].n);
    }
    this.#last = undefined;
  }

  /** The sums without what this person knows, which are their own answers. */
  seenBy(person: number, rows: readonly ReadonlySet<number>[]): Set<number>[] {
    return rows.map((row) => row.difference(this.#own.get(person) ?? new Set()));
  }

  #publish(): void {
    publish(this.state, { groups: this.#groups, threshold: this.#threshold, questions: 1 });
  }

  /** Leaves out others with those who are missing; the lot is the number of the person. */
  #publishWithout(): void {
    const rules = { groups: this.#groups, threshold: this.#threshold, questions: 1 };
    const present = new Map(
      [...this.#members]
        .filter(([, { round }]) => round === this.#round)
        .map(([person]) => [person, { holder: this.#holder(person), part: this.#partOf(person) }] as const),
    );
    const told = leftOutBy(structuredClone(this.state), rules);
    const before = structuredClone(this.state);
    const parts = publishWithout(this.state, present, rules, this.#round);
    if (!parts) expect([this.state, told]).toEqual([before, undefined]);
    else {
      this.leftOut.push({ told, were: parts.size });
      // One person may be left out of the figures about me, and another out of those about us.
      expect(parts.size).toBeLessThanOrEqual(2 * (told ?? 0));
      for (const [person, part] of parts) this.#members.set(person, { part, round: this.#round });
    }
  }

  #leave(person: number): void {
    if (!this.#members.has(person)) return;
    leave(this.state, this.#holder(person), this.#partOf(person));
    this.#members.delete(person);
    for (const perspective of perspectives) {
      this.#variables[perspective].delete(person);
      this.#published[perspective].delete(person);
    }
  }

  #answer(person: number, is: { me: string; us: string }): void {
    const part = answer(this.state, this.#holder(person), this.#partOf(person), is);
    this.#members.set(person, { part, round: this.#round });
    for (const perspective of perspectives) {
      const value = is[perspective];
      const all = this.#variables[perspective];
      if (value === '-') all.delete(person);
      else if (all.get(person)?.value !== value) {
        const before = this.#published[perspective].get(person);
        // A value that came back to what was published is the same variable again.
        const variable = before?.value === value ? before : { value, id: this.#count++ };
        all.set(person, variable);
        this.#own.set(person, (this.#own.get(person) ?? new Set()).add(variable.id));
      }
    }
  }

  #see(): void {
    const { shown } = this.state;
    if (!shown) throw new Error('a figure that was published is shown');
    const last = { me: new Set<number>(), us: new Set<number>() };
    for (const perspective of perspectives) {
      const counted = [...this.#members.keys()].filter(
        (person) => this.#partOf(person).was[perspective] !== '',
      );
      const variable = (person: number) => this.#variables[perspective].get(person) as Variable;
      this.#published[perspective] = new Map(counted.map((person) => [person, variable(person)]));
      const idsOf = (some: readonly number[]) => new Set(some.map((person) => variable(person).id));
      last[perspective] = idsOf(counted);
      this.rows[perspective].push(last[perspective]);
      // The published sums are those of exactly these members.
      const sums = shown[perspective];
      expect(sums.n).toBe(counted.length);
      expect(sums.total.sum).toBe(counted.reduce((sum, person) => sum + Number(variable(person).value), 0));
      for (const [group, split] of shown.groups.entries()) {
        const own = counted.filter((person) => this.#holder(person).group === group);
        expect(split[perspective].n).toBe(own.length);
        this.rows[perspective].push(idsOf(own));
      }
    }
    this.#last = last;
  }
}

interface Variable {
  readonly value: string;
  readonly id: number;
}

/** How often the figures of a team moved after they were first published. */
const movesOf = (team: Team) => Math.max(0, team.rows.me.length - 1);

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
  ])('determine no member’s answer after any history of one round (%i: %s)', (groups) => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 60, maxLength: 160 }),
        fc.constantFrom(0, 8),
        (events, expected) => {
          const team = new Team(groups, threshold, expected);
          for (const event of events) team.happen(event);
          moved += movesOf(team);
          for (const rows of [team.rows.me, team.rows.us]) {
            expect(determined(rows)).toEqual([]);
            expect(Math.min(step, ...circles(rows))).toBe(step);
          }
        },
      ),
      { numRuns: 300 },
    );
    // Figures that never move would pass this test as well.
    expect(moved).toBeGreaterThan(150);
  });

  it.each([
    [0, 'without groups'],
    [2, 'with two groups'],
  ])(
    'determine no other member’s answer to a member who has the figures of all rounds, in a report or as facilitator (%i: %s)',
    (groups) => {
      let [shownAgain, inReports, leftOut] = [0, 0, 0];
      fc.assert(
        fc.property(
          fc.array(anyEvent, { minLength: 40, maxLength: 80 }),
          fc.array(laterRound, { minLength: 1, maxLength: 4 }),
          person,
          (first, rounds, member) => {
            const team = new Team(groups, threshold, 8);
            for (const event of first) team.happen(event);
            for (const round of rounds) {
              const turn = team.state.turn;
              for (const event of round) team.happen(event);
              if (turn > 0 && team.state.shown) shownAgain++;
            }
            for (const perspective of perspectives) {
              const rows = team.rows[perspective];
              expect(determined(rows)).toEqual([]);
              // A facilitator who is a member knows all figures and their own answers.
              expect(determined(team.seenBy(member, rows))).toEqual([]);
              // A member's report shows one figure of each round that is over, each of which the facilitator saw.
              const reported = team.reported[perspective];
              expect(reported.length).toBeLessThanOrEqual(rounds.length);
              expect(reported.filter((row) => !rows.includes(row))).toEqual([]);
              expect(determined(team.seenBy(member, reported))).toEqual([]);
              inReports += reported.length;
            }
            leftOut += team.leftOut.length;
          },
        ),
        { numRuns: 400 },
      );
      expect(shownAgain).toBeGreaterThan(100);
      expect(inReports).toBeGreaterThan(400);
      expect(leftOut).toBeGreaterThan(50);
    },
  );

  const all = (count: number, value: Rating = 1) =>
    Array.from({ length: count }, (_, one): Event => ({ kind: 'answer', person: one, me: value, us: value }));

  it.each([
    [7, 'one is missing', false],
    [6, 'two are missing', false],
    [5, 'three are missing', true],
    [8, 'all answer again', true],
  ])('of a second round with %i of 8 are shown or not: %s', (again, _why, isShown) => {
    const team = new Team(0, 5, 8);
    for (const event of [...all(8), { kind: 'round' } as const, ...all(again), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown !== undefined).toBe(isShown);
    expect(determined(team.rows.us)).toEqual([]);
  });

  it.each([
    [7, 1, 5, 2],
    [6, 2, 5, 1],
    [12, 1, 10, 2],
  ])(
    'of a second round are shown when asked for, with %i again and %i missing: %i are counted, %i wait',
    (again, missing, n, wait) => {
      const team = new Team(0, 5, again + missing);
      for (const event of [...all(again + missing), { kind: 'round' } as const, ...all(again)])
        team.happen(event);
      team.happen({ kind: 'show' });
      expect(team.state.shown).toBeUndefined();
      team.happen({ kind: 'show without' });
      expect(team.state.shown?.us.n).toBe(n);
      expect(team.leftOut).toEqual([{ told: wait, were: wait }]);
      expect(determined(team.rows.us)).toEqual([]);
      // Those who were left out come back with those who were missing, without anybody asking.
      for (const event of all(again + missing)) team.happen(event);
      expect(team.state.shown?.us.n).toBe(again + missing);
      expect(determined(team.rows.us)).toEqual([]);
    },
  );

  it.each([
    ['too few would be left', 7, 6],
    ['nobody is missing', 8, 8],
  ])('of a second round are not shown with people left out when %s', (_why, first, again) => {
    const team = new Team(0, 5, 20);
    for (const event of [...all(first), { kind: 'show' } as const, { kind: 'round' } as const, ...all(again)])
      team.happen(event);
    team.happen({ kind: 'show without' });
    expect(team.state.shown).toBeUndefined();
    expect(team.leftOut).toEqual([]);
  });

  it('of a third round do not count two of a circle of three as newcomers when all three were missing', () => {
    const team = new Team(0, 4, 8);
    const come = (...these: number[]) => {
      for (const person of these) team.happen({ kind: 'answer', person, me: 1, us: 2 });
    };
    come(0, 1, 2, 3, 4, 5, 6, 7);
    come(8, 9, 10);
    team.happen({ kind: 'round' });
    // The figure is shown without the circle of three, which leaves it as a whole.
    come(0, 1, 2, 3, 4, 5, 6, 7);
    expect(team.state.shown?.us.n).toBe(8);
    // If a new member and two of the three came in, the third could work out the new member's rating: they know their own, and
    // what the three add up to was shown before.
    come(11, 8, 9);
    expect(team.state.shown?.us.n).toBe(8);
    expect(determined(team.seenBy(10, team.rows.us))).toEqual([]);
    come(10);
    expect(team.state.shown?.us.n).toBe(11);
  });

  it('of a second round leave out one or two who are new, and count three', () => {
    const team = new Team(0, 5, 0);
    for (const event of [...all(6), { kind: 'show' } as const, { kind: 'round' } as const, ...all(7)])
      team.happen(event);
    team.happen({ kind: 'show' });
    expect(team.state.shown?.us.n).toBe(6);
    for (const event of [{ kind: 'round' } as const, ...all(9), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown?.us.n).toBe(9);
  });

  it('do not count two who come back of three who were missing, but count all three', () => {
    const team = new Team(0, 5, 0);
    for (const event of [...all(8), { kind: 'show' } as const, { kind: 'round' } as const, ...all(5)])
      team.happen(event);
    team.happen({ kind: 'show' });
    expect(team.state.shown?.us.n).toBe(5);
    for (const event of [{ kind: 'round' } as const, ...all(7), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown?.us.n).toBe(5);
    for (const event of [{ kind: 'round' } as const, ...all(8), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown?.us.n).toBe(8);
  });

  it('are shown by themselves once all who are expected have answered, and not before', () => {
    const team = new Team(0, 5, 8);
    for (const event of all(7)) team.happen(event);
    expect(team.state.shown).toBeUndefined();
    for (const event of all(8)) team.happen(event);
    expect(team.state.shown?.us.n).toBe(8);
  });

  it('never count the last two of eight when they are shown after six', () => {
    const team = new Team(0, 5, 8);
    for (const event of [...all(6), { kind: 'show' } as const, ...all(8), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown?.us.n).toBe(6);
  });

  it('determine no member’s answer when groups are hidden for a while and shown again', () => {
    // Even numbers are in the first group, odd ones in the second.
    const team = new Team(2, 5);
    const come = (...these: number[]) => {
      for (const person of these) team.happen({ kind: 'answer', person, me: 2, us: 1 });
      team.happen({ kind: 'show' });
    };
    const go = (...these: number[]) => {
      for (const person of these) team.happen({ kind: 'leave', person });
      team.happen({ kind: 'show' });
    };
    come(...Array.from({ length: 14 }, (_, person) => person));
    expect(team.state.shown?.groups).toHaveLength(2);
    go(0, 2, 4);
    expect(team.state.shown?.groups).toEqual([]);
    // One of the first group and two of the second; then the first has enough people again.
    go(6, 1, 3);
    come(14, 16, 18);
    come(20, 22, 24);
    go(14, 16, 18);
    expect(determined(team.rows.me)).toEqual([]);
    expect(Math.min(...circles(team.rows.me))).toBeGreaterThanOrEqual(step);
    // The figures can still move: they do once enough members go together.
    go(8, 10, 12, 5);
    come(26, 28, 30, 15, 17, 19);
    expect(team.state.shown?.groups).toHaveLength(2);
    expect(Math.min(...circles(team.rows.me))).toBeGreaterThanOrEqual(step);
  });

  it('do not move when three change answers but only one of them changes the rating of me', () => {
    const team = new Team(0);
    for (const event of [...all(6), { kind: 'show' } as const]) team.happen(event);
    const before = team.state.shown;
    for (const person of [0, 1, 2]) team.happen({ kind: 'answer', person, me: person === 0 ? 3 : 1, us: 3 });
    team.happen({ kind: 'show' });
    expect(team.state.shown).toEqual(before);
  });

  it('do not move when one of three who came in together leaves, with two who came in before', () => {
    const team = new Team(0);
    for (const event of [...all(4), { kind: 'show' } as const, ...all(7), { kind: 'show' } as const])
      team.happen(event);
    expect(team.state.shown?.us.n).toBe(7);
    // One of the three goes, and two who were there from the beginning: three changes, but no three who came together.
    for (const person of [0, 1, 6]) team.happen({ kind: 'leave', person });
    team.happen({ kind: 'show' });
    expect(team.state.shown?.us.n).toBe(7);
  });

  it('take little storage, however many members come one after the other', () => {
    const state = newFigure(1);
    for (let one = 0; one < 2_000; one++) {
      answer(state, { group: 0, groups: 1 }, settled(state, { group: 0, groups: 1 }, noMemberPart, 1), {
        me: '1',
        us: '2',
      });
      if (isDue(state, 5)) publish(state, { groups: 0, threshold: 5, questions: 1 });
    }
    expect(state.shown?.us.n).toBeGreaterThan(1_900);
    expect(state.circles.us.size).toBeLessThan(100);
  });
});

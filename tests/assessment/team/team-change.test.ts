/** The change of a team's figures between two rounds. */
import { describe, expect, it } from 'vitest';
import { roundsTable } from '../../../src/assessment/team/rounds-table.ts';
import type { Sums } from '../../../src/assessment/team/statistics.ts';
import { changeOf } from '../../../src/assessment/team/team-change.ts';
import type { Figure, FigureKey } from '../../../src/assessment/team/team-figures.ts';
import { teamResults } from '../../../src/assessment/team/team-results.ts';
import { instrument } from '../arbitraries.ts';

const [competency] = instrument.competencies as [(typeof instrument.competencies)[0]];
const own = competency.questions;
const half = Math.ceil(own.length / 2);

const sums = (n: number, sum: number): Sums => ({
  n,
  items: [{ sum, squares: 3 * sum }],
  total: { sum, squares: 3 * sum },
});
const figure = (n: number, me: number, us: number): Figure => ({
  me: sums(n, me),
  us: sums(n, us),
  groups: [],
});
/** @param given for each question its id, the number of people, and the sums of me and us */
const resultsOf = (given: readonly (readonly [id: string, n: number, me: number, us: number])[]) =>
  teamResults(
    new Map(given.map(([id, n, me, us]): [FigureKey, Figure] => [`q${id}`, figure(n, me, us)])),
    instrument,
  );
const ids = instrument.questions.map(({ id }) => id);
const [a = '', b = '', c = '', d = ''] = ids;

describe('changeOf', () => {
  it('lists the questions that are shown in both rounds, the widest change of us first and equal ones in order', () => {
    const before = resultsOf([
      [a, 10, 10, 10],
      [b, 10, 10, 20],
      [c, 10, 10, 10],
      [d, 10, 10, 10],
    ]);
    const now = resultsOf([
      [a, 10, 10, 12],
      [b, 10, 14, 15],
      [c, 10, 10, 8],
    ]);
    const { questions } = changeOf(before, now, instrument);
    expect(questions.map(({ now: { question }, change }) => [question.id, change.us, change.me])).toEqual([
      [b, -0.5, 0.4],
      [a, 0.2, 0],
      [c, -0.2, 0],
    ]);
  });

  it('is the difference of the means as shown, with one place when either round counts fewer than ten', () => {
    const before = resultsOf([[a, 7, 10, 10]]);
    const now = resultsOf([[a, 12, 18, 20]]);
    const [one] = changeOf(before, now, instrument).questions;
    // 10 of 7 is shown as 1.4, 20 of 12 as 1.67 and 18 of 12 as 1.50.
    expect(one?.change).toEqual({ me: 0.1, us: 0.3 });
    expect(one?.places).toEqual({ me: 1, us: 1 });
  });

  it('of a competency counts only the questions that are shown in both rounds', () => {
    const at = (us: (i: number) => number, questions = own) =>
      resultsOf(questions.map(({ id }, i) => [id, 10, 10, us(i)]));
    // The last question is shown before, with a high mean, and not now.
    const before = at((i) => (i === own.length - 1 ? 30 : 10));
    const now = at(() => 15, own.slice(0, -1));
    expect(changeOf(before, now, instrument).competencies[0]).toEqual({
      competency,
      shown: own.length - 1,
      change: { me: 0, us: 4 },
    });
  });

  it.each([
    [half, true],
    [half - 1, false],
  ])('has a change of a competency with %i questions in both rounds: %s', (count, has) => {
    const some = resultsOf(own.slice(0, count).map(({ id }) => [id, 10, 10, 10]));
    const one = changeOf(some, some, instrument).competencies[0];
    expect(one).toEqual({ competency, shown: count, change: has ? { me: 0, us: 0 } : undefined });
  });
});

describe('roundsTable', () => {
  const all = (us: number, count = ids.length) =>
    resultsOf(ids.slice(0, count).map((id) => [id, 10, 10, us]));
  const column = (name: string, us: number, count?: number) => ({ name, results: all(us, count) });

  it('shows one round without a change', () => {
    const table = roundsTable(instrument, [column('Round 1', 10)]);
    expect([table.names, table.since, table.most, table.rest]).toEqual([['Round 1'], '', [], []]);
    expect(table.competencies[0]).toMatchObject({
      cells: [{ me: '8.0', us: '8.0' }],
      us: '–',
      me: '–',
      note: '',
    });
  });

  it('shows the last three rounds, and the change between the last two', () => {
    const columns = [column('1', 5), column('2', 10), column('3', 12), column('4', 6)];
    const table = roundsTable(instrument, columns);
    expect([table.names, table.since]).toEqual([['2', '3', '4'], '3']);
    expect(table.competencies[0]).toMatchObject({ us: '−4.8', me: '0.0', note: '' });
    expect(table.most).toHaveLength(10);
    expect(table.most[0]).toMatchObject({
      id: ids[0],
      before: { me: '1.00', us: '1.20' },
      now: { me: '1.00', us: '0.60' },
      us: '−0.60',
      me: '0.00',
    });
    expect(table.rest).toHaveLength(ids.length - 10);
  });

  it('says on how many questions the change of a competency rests when not all are shown in both rounds', () => {
    const now = { name: '2', results: resultsOf(own.slice(1).map(({ id }) => [id, 10, 10, 20])) };
    const table = roundsTable(instrument, [column('1', 10), now]);
    expect(table.competencies[0]?.note).toBe(`on ${own.length - 1} of ${own.length}`);
    expect(table.competencies[1]).toMatchObject({ us: '–', note: '' });
    expect(table.competencies[1]?.cells[1]).toEqual({ name: '2', me: '', us: '' });
  });
});

/** What publish() does in single steps. disclosure.test.ts has the properties that hold over whole histories. */
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import { type Publication, publish } from '../../../src/assessment/team/disclosure.ts';
import { erased, type Figures, type TeamMember } from '../../../src/assessment/team/team-figures.ts';
import { instrument, questionList } from '../arbitraries.ts';

const na = 'not-applicable';
const threshold = 3;
const questions = questionList(2);
const [one, two] = ['1.1', '1.2'];
const [competency] = instrument.competencies;
const small: Instrument = {
  ...instrument,
  questions,
  competencies: competency ? [{ ...competency, id: 'X', questions }] : [],
};
/** Without competencies, where only the question counts. */
const single: Instrument = { ...small, questions: questions.slice(0, 1), competencies: [] };

const member = (answers: Answers, group = -1): TeamMember => ({ group, answers, shown: new Map() });
const rated = (me: Answer['me'], us: Answer['us'], group = -1) => member(new Map([[one, { me, us }]]), group);
const times = (count: number, given: TeamMember) => Array.from({ length: count }, () => given);
const first = (members: readonly TeamMember[], groups = 0) =>
  publish(new Map(), members, single, groups, threshold);
/** The members as they are after a publication, some of them with other answers. */
const later = (
  members: readonly TeamMember[],
  { shown }: Publication,
  change: (i: number) => Answer | undefined = () => undefined,
) =>
  members.map((given, i): TeamMember => {
    const answer = change(i);
    return {
      ...given,
      shown: shown[i] ?? new Map(),
      answers: answer ? new Map([[one, answer]]) : given.answers,
    };
  });
const figure = ({ figures }: Publication) => figures.get(`q${one}`);
const partOf = ({ shown }: Publication, i: number) => shown[i]?.get(`q${one}`);

describe('the first publication', () => {
  it('sums the ratings of each perspective, and their squares', () => {
    const result = first([rated(1, 3), rated(2, 0), rated(3, 3), rated(0, na), rated(na, 1)]);
    const me = { sum: 6, squares: 14 };
    const us = { sum: 7, squares: 19 };
    expect([...result.figures]).toEqual([
      [
        `q${one}`,
        {
          turn: 1,
          me: { n: 4, items: [me], total: me },
          us: { n: 4, items: [us], total: us },
          groups: [],
          split: false,
        },
      ],
    ]);
    expect(result.pending).toEqual(Array(5).fill(false));
    expect(partOf(result, 0)).toEqual({ me: '1', us: '3', since: { me: 1, us: 1 } });
    expect(partOf(result, 4)).toEqual({ me: '', us: '1', since: { me: 1, us: 1 } });
  });

  it('sums each question of a competency, and the sums of those who rated all of it', () => {
    const both = (a: Answer, b?: Answer) => member(new Map([[one, a], ...(b ? [[two, b] as const] : [])]));
    const members = [
      both({ me: 1, us: 2 }, { me: 3, us: 0 }),
      both({ me: 2, us: 2 }, { me: 2, us: 1 }),
      both({ me: 3, us: 3 }, { me: 0, us: 3 }),
      both({ me: 3, us: 3 }, { me: 1, us: na }),
      both({ me: 0, us: 0 }),
    ];
    const { figures, shown } = publish(new Map(), members, small, 0, threshold);
    expect(figures.get('cX')).toMatchObject({
      me: {
        n: 4,
        items: [
          { sum: 9, squares: 23 },
          { sum: 6, squares: 14 },
        ],
        total: { sum: 15, squares: 16 + 16 + 9 + 16 },
      },
      us: {
        n: 3,
        items: [
          { sum: 7, squares: 17 },
          { sum: 4, squares: 10 },
        ],
        total: { sum: 11, squares: 4 + 9 + 36 },
      },
    });
    expect(figures.get(`q${one}`)?.me.n).toBe(5);
    expect(shown[3]?.get('cX')).toMatchObject({ me: '31', us: '' });
    expect(shown[4]?.has('cX')).toBe(false);
  });

  it('waits until enough members rated both perspectives', () => {
    for (const members of [[rated(1, 1), rated(1, 1)], times(3, rated(1, na)), times(3, rated(na, 1))]) {
      const result = first(members);
      expect(result.figures.size).toBe(0);
      expect(result.pending).toEqual(members.map(() => true));
      expect(result.shown).toEqual(members.map(() => new Map()));
    }
  });
});

describe('a later publication', () => {
  const start = times(4, rated(1, 1));
  const before = first(start);

  it.each([
    [1, 1, 4],
    [2, 1, 4],
    [3, 2, 7],
  ])('with %i newcomers is turn %i with %i members', (newcomers, turn, n) => {
    const members = [...later(start, before), ...times(newcomers, rated(2, 2))];
    const result = publish(before.figures, members, single, 0, threshold);
    expect(figure(result)).toMatchObject({ turn, me: { n }, us: { n } });
    expect(result.pending).toEqual([...Array(4).fill(false), ...Array(newcomers).fill(turn === 1)]);
    expect(partOf(result, 0)?.since).toEqual({ me: 1, us: 1 });
    expect(partOf(result, 4)?.since).toEqual(turn === 1 ? undefined : { me: 2, us: 2 });
  });

  it('notes since when a part has been there for each perspective by itself', () => {
    const six = times(6, rated(1, 1));
    const published = first(six);
    const members = later(six, published, (i) => (i < 3 ? { me: 3, us: 1 } : undefined));
    const result = publish(published.figures, members, single, 0, threshold);
    expect(figure(result)).toMatchObject({ turn: 2, me: { total: { sum: 12 } }, us: { total: { sum: 6 } } });
    expect(partOf(result, 0)).toEqual({ me: '3', us: '1', since: { me: 2, us: 1 } });
    expect(partOf(result, 5)).toEqual({ me: '1', us: '1', since: { me: 1, us: 1 } });
  });

  it('drops the part of members for whom the question no longer applies', () => {
    const seven = times(7, rated(1, 1));
    const published = first(seven);
    const members = later(seven, published, (i) => (i < 3 ? { me: na, us: na } : undefined));
    const result = publish(published.figures, members, single, 0, threshold);
    expect(figure(result)).toMatchObject({ turn: 2, me: { n: 4 } });
    expect([partOf(result, 0), partOf(result, 3)?.me]).toEqual([undefined, '1']);
  });

  it('leaves a figure as it was when too few members are left in it', () => {
    const members = later(start, before, () => ({ me: na, us: na }));
    const result = publish(before.figures, members, single, 0, threshold);
    expect(result.figures).toEqual(before.figures);
    expect(result.pending).toEqual(Array(4).fill(true));
  });

  it('changes none of its arguments', () => {
    const members = [...later(start, before, () => ({ me: 2, us: 3 })), ...times(3, rated(0, 0))];
    const copy = structuredClone({ figures: before.figures, members });
    const result = publish(before.figures, members, single, 0, threshold);
    expect(figure(result)?.turn).toBe(2);
    expect({ figures: before.figures, members }).toEqual(copy);
  });
});

describe('role groups', () => {
  const groupsOf = (result: Publication) => figure(result)?.groups.map(({ me, us }) => [me.n, us.n]);

  it('have sums of their own when each has enough members', () => {
    const result = first([...times(4, rated(1, 2, 0)), ...times(3, rated(3, 0, 1))], 2);
    expect(groupsOf(result)).toEqual([
      [4, 4],
      [3, 3],
    ]);
    expect(figure(result)).toMatchObject({
      split: true,
      groups: [{ me: { total: { sum: 4 } } }, { me: { total: { sum: 9 } } }],
    });
  });

  it.each([
    ['there is only one', times(4, rated(1, 2, 0)), 1],
    ['one of them is too small', [...times(4, rated(1, 2, 0)), ...times(2, rated(3, 0, 1))], 2],
    ['one of them has too few ratings of us', [...times(4, rated(1, 2, 0)), ...times(3, rated(3, na, 1))], 2],
  ])('are not shown when %s', (_, members, groups) => {
    expect(figure(first(members, groups))).toMatchObject({ split: false, groups: [] });
  });

  it('are not shown for the first time with one newcomer in a group', () => {
    const start = [...times(4, rated(1, 1, 0)), ...times(2, rated(1, 1, 1))];
    const before = first(start, 2);
    const members = [...later(start, before), ...times(3, rated(2, 2, 0)), rated(2, 2, 1)];
    const result = publish(before.figures, members, single, 2, threshold);
    expect(figure(result)).toMatchObject({ turn: 2, me: { n: 10 }, split: false, groups: [] });
  });

  it('hold the whole figure once they were shown, when only one newcomer comes into a group', () => {
    const start = [...times(4, rated(1, 1, 0)), ...times(4, rated(1, 1, 1))];
    const before = first(start, 2);
    const members = [...later(start, before), ...times(3, rated(2, 2, 0)), rated(2, 2, 1)];
    expect(publish(before.figures, members, single, 2, threshold).figures).toEqual(before.figures);
  });
});

describe('erased', () => {
  it('replaces digits, and keeps an empty part empty', () => {
    const since = { me: 1, us: 2 };
    expect(erased(new Map([['q1.1', { me: '', us: '3', since }]]))).toEqual(
      new Map([['q1.1', { me: '', us: 'x', since }]]),
    );
  });

  it('makes the member’s part a change, which waits until others leave as well', () => {
    const start = times(6, rated(1, 1));
    const before = first(start);
    const leave = (count: number) =>
      later(start, before).map((given, i) =>
        i < count ? { ...given, answers: new Map(), shown: erased(given.shown) } : given,
      );
    const result = (count: number): Figures =>
      publish(before.figures, leave(count), single, 0, threshold).figures;
    expect(result(2)).toEqual(before.figures);
    expect(result(3).get(`q${one}`)).toMatchObject({ turn: 2, me: { n: 3 } });
  });
});

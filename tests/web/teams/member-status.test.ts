import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import type { Membership } from '../../../src/codec/database/membership.ts';
import type { Team } from '../../../src/storage/tables/teams.ts';
import { type MemberStatus, statusView } from '../../../src/web/teams/member-status.ts';
import { testContent } from '../../site.ts';
import { answersTo, assessmentWith, instrument, keyQuestions, visitorWith } from '../state.ts';

const membership: Membership = {
  team: 't',
  name: 'Parts counter',
  edition: instrument.edition,
  key: 'k',
  group: -1,
  assessment: '1',
  last: 'mark',
  outcome: 'in',
  round: 1,
};
const team: Team = {
  id: 't',
  name: 'Parts counter',
  edition: instrument.edition,
  groups: [],
  createdOn: 0,
  closed: false,
  round: 1,
  expected: 0,
  isSeen: false,
};
const all = answersTo(keyQuestions);
const some = answersTo(keyQuestions.slice(1));

const counts = { people: 1, late: 0, recent: 0 };
const viewOf = (given: Partial<MemberStatus>, answers: Answers = all) =>
  statusView(testContent, visitorWith(assessmentWith(answers)), {
    membership,
    team,
    counts,
    away: false,
    isAccepted: true,
    ...given,
  });
const closed = { ...team, closed: true };
const of = (changes: Partial<Membership>) => ({ membership: { ...membership, ...changes } });
const away = { team: undefined, counts: undefined, away: true };

describe('statusView', () => {
  it.each<[string, Partial<MemberStatus>, string]>([
    ['has the answers', {}, 'Your answers have reached the team.'],
    ['is closed and has the answers', { team: closed }, 'It is closed now'],
    [
      'refused the answers because it is closed',
      { ...of({ outcome: 'closed' }), team: closed },
      'did not reach it',
    ],
    ['is full', of({ outcome: 'full' }), 'The team is full'],
    ['was deleted', { team: undefined }, 'no longer there'],
    [
      'was found deleted before, and the database is away',
      { ...of({ outcome: 'gone' }), ...away },
      'no longer there',
    ],
    ['could not be sent the answers', of({ outcome: 'away' }), 'have not reached the team'],
    [
      'was never sent answers, and the database is away',
      { ...of({ outcome: 'none' }), ...away },
      'have not reached',
    ],
    ['has the answers, and the database is away', away, 'Your answers have reached the team.'],
    ['has another edition', { isAccepted: false }, 'another edition'],
    ['had an assessment that was deleted', of({ assessment: 'x' }), 'The team keeps what it had'],
    ['never got an assessment that was deleted', of({ assessment: 'x', last: '' }), 'was to get'],
    ['refused an assessment that was deleted', of({ assessment: 'x', outcome: 'closed' }), 'was to get'],
  ])('describes a team that %s', (_what, given, text) => {
    expect(viewOf(given).text).toContain(text);
  });

  it('says how many key questions are open, and whether the team keeps earlier answers', () => {
    const before = '1 key question still to answer. ';
    expect(viewOf({}, some).text).toBe(`${before}Until then the team keeps your answers as they were.`);
    expect(viewOf(of({ last: '' }), some).text).toBe(`${before}The team gets nothing before that.`);
  });

  it('leads to the questions while key questions are open', () => {
    expect(viewOf({}, some).openAt).toBe('/start/1/switch');
    expect(viewOf({}).openAt).toBe('');
  });

  it.each([
    [0, 0, 'Nobody has answered so far'],
    [1, 0, '1 person has answered so far'],
    [2, 0, '2 people have answered so far'],
    [1, 8, '1 of 8 has answered'],
    [6, 8, '6 of 8 have answered'],
  ])('says how many people have answered: %i of %i', (people, expected, text) => {
    const given = { counts: { ...counts, people }, team: { ...team, expected } };
    expect(viewOf(given).people[0]).toBe(text);
    expect(viewOf({ counts: undefined }).people).toEqual([]);
  });

  it('says how many came since yesterday, and how many after the figures were seen', () => {
    const [, since, late] = viewOf({ counts: { people: 9, late: 2, recent: 1 } }).people;
    expect(since).toBe('1 person has come into the team by the link since yesterday');
    expect(late).toBe('2 people answered for the first time after somebody had looked at the figures');
    expect(viewOf({}).people).toHaveLength(2);
    expect(viewOf({}).people[1]).toContain('Nobody has come');
  });

  it('asks a member of an earlier round to take part in the new one', () => {
    const again = viewOf({ team: { ...team, round: 3 } });
    expect(again.again).toBe(3);
    expect(again.text).toContain('Round 3 has begun');
    expect(viewOf({ team: { ...team, round: 3, closed: true } }).again).toBe(0);
    expect(viewOf({}).again).toBe(0);
  });

  it('names the role group', () => {
    expect(viewOf({ ...of({ group: 1 }), team: { ...team, groups: ['Day', 'Night'] } }).group).toBe('Night');
    expect(viewOf({}).group).toBe('');
  });
});

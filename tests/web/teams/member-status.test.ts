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
};
const team: Team = {
  id: 't',
  name: 'Parts counter',
  edition: instrument.edition,
  groups: [],
  createdOn: 0,
  closed: false,
};
const all = answersTo(keyQuestions);
const some = answersTo(keyQuestions.slice(1));

const viewOf = (given: Partial<MemberStatus>, answers: Answers = all) =>
  statusView(testContent, visitorWith(assessmentWith(answers)), {
    membership,
    team,
    people: 1,
    away: false,
    isAccepted: true,
    ...given,
  });
const closed = { ...team, closed: true };
const of = (changes: Partial<Membership>) => ({ membership: { ...membership, ...changes } });
const away = { team: undefined, people: undefined, away: true };

describe('statusView', () => {
  it.each<[string, Partial<MemberStatus>, string]>([
    ['has the answers', {}, 'Your answers have reached the team.'],
    ['is closed and has the answers', { team: closed }, 'It is closed now'],
    [
      'refused the answers because it is closed',
      { ...of({ outcome: 'closed' }), team: closed },
      'did not reach it',
    ],
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
    [undefined, ''],
    [0, 'Nobody has answered so far'],
    [1, '1 person has answered so far'],
    [2, '2 people have answered so far'],
  ])('says how many people have answered: %s', (people, text) => {
    expect(viewOf({ people }).people).toBe(text);
  });

  it('names the role group', () => {
    expect(viewOf({ ...of({ group: 1 }), team: { ...team, groups: ['Day', 'Night'] } }).group).toBe('Night');
    expect(viewOf({}).group).toBe('');
  });
});

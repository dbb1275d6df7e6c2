import { describe, expect, it } from 'vitest';
import { answersMark, type Membership } from '../../../src/codec/database/membership.ts';
import { packAnswers } from '../../../src/codec/packed/packed.ts';
import { teamNotices, withTeams } from '../../../src/web/sync/team-wording.ts';
import { answersTo, assessmentWith, keyQuestions } from '../state.ts';

const assessment = assessmentWith(answersTo(keyQuestions));
const last = answersMark(packAnswers(assessment.answers));
const member = (
  name: string,
  outcome: Membership['outcome'],
  given: Partial<Membership> = {},
): Membership => ({
  team: name,
  name,
  edition: 1,
  key: 'k',
  group: -1,
  assessment: '1',
  last,
  outcome,
  round: 1,
  ...given,
});

describe('withTeams', () => {
  it('names the teams that have the present answers and those that are closed', () => {
    expect(withTeams([member('A', 'in')], assessment)).toBe(', and with the team “\u2068A\u2069”');
    expect(withTeams([member('A', 'in'), member('B', 'in')], assessment)).toBe(
      ', and with the teams “\u2068A\u2069” and “\u2068B\u2069”',
    );
    expect(withTeams([member('A', 'in'), member('B', 'closed')], assessment)).toBe(
      ', and with the team “\u2068A\u2069”, but not with the team “\u2068B\u2069”, which is closed',
    );
    expect(withTeams([member('A', 'closed'), member('B', 'closed')], assessment)).toBe(
      ', but not with the teams “\u2068A\u2069” and “\u2068B\u2069”, which are closed',
    );
  });

  it.each([
    ['has earlier answers', member('A', 'in', { last: 'earlier' })],
    ['gets another assessment', member('A', 'in', { assessment: 'b' })],
    ['could not be reached', member('A', 'away')],
    ['was deleted', member('A', 'gone')],
  ])('does not name a team that %s', (_what, membership) => {
    expect(withTeams([membership], assessment)).toBe('');
  });
});

describe('teamNotices', () => {
  it('names the teams that could not be reached in one sentence', () => {
    const teams = [member('A', 'away'), member('B', 'in'), member('C', 'away')];
    expect(teamNotices(teams, assessment)).toEqual([
      expect.stringMatching(/^The teams “\u2068A\u2069” and “\u2068C\u2069” cannot be reached just now\./),
    ]);
  });

  it('returns none for teams that were reached or get another assessment', () => {
    const teams = [member('A', 'in'), member('B', 'away', { assessment: 'b' })];
    expect(teamNotices(teams, assessment)).toEqual([]);
  });
});

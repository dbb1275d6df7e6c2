import { describe, expect, it } from 'vitest';
import { groupLimit, mostGroups, teamForm } from '../../../src/web/teams/team-form.ts';

const form = teamForm(5, 10_000);
const parse = (fields: object) => form.safeParse({ ticket: 't', name: 'Ward 7', expected: '30', ...fields });

describe('teamForm', () => {
  it('accepts the longest name, the most groups and the longest group', () => {
    const groups = Array.from({ length: mostGroups }, (_, i) => `${i}`.padEnd(groupLimit, 'x'));
    const name = 'x'.repeat(60);
    expect(parse({ name, groups: groups.join('\n') }).data).toEqual({
      ticket: 't',
      name,
      expected: 30,
      groups,
    });
  });

  it('replaces control characters with spaces and ignores empty lines', () => {
    const { data } = parse({ name: ' Ward\t\u00007 ', groups: 'Day\r\n \u200b \rNight\n\n' });
    expect(data).toEqual({ ticket: 't', name: 'Ward 7', expected: 30, groups: ['Day', 'Night'] });
  });

  it.each([
    ['upper and lower case', 'Day\nNight\nDAY'],
    ['a ligature', 'fine\nNight\nﬁne'],
    ['an invisible character', 'Day\nNight\nDa\u200by'],
  ])('refuses two groups that differ only by %s', (_what, groups) => {
    expect(parse({ groups }).error?.issues[0]?.message).toContain('is there twice');
  });

  it('accepts a form without groups', () => {
    expect(parse({}).data?.groups).toEqual([]);
  });

  it.each(['5', ' 8 ', '10000'])('accepts %j as the number of people asked', (expected) => {
    expect(parse({ expected }).data?.expected).toBe(Number(expected));
  });

  it.each(['', 'eight', '-8', '8.5', '10001', '1e1'])(
    'refuses %j as the number of people asked',
    (expected) => {
      expect(parse({ expected }).error?.issues[0]?.message).toContain('as a whole number from 5 to 10000');
    },
  );

  it('refuses fewer people than the results need, and says so', () => {
    expect(parse({ expected: '4' }).error?.issues[0]?.message).toContain(
      'with 4 nothing could ever be shown',
    );
  });

  it('refuses groups that could never reach the threshold', () => {
    const groups = 'Day\nNight';
    const { error } = parse({ expected: '9', groups });
    expect(error?.issues[0]).toMatchObject({ path: ['groups'] });
    expect(error?.issues[0]?.message).toContain('2 groups need at least 10 people, 5 in each, and you ask 9');
    expect(parse({ expected: '10', groups }).success).toBe(true);
  });
});

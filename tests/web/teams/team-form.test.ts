import { describe, expect, it } from 'vitest';
import { groupLimit, mostGroups, teamForm } from '../../../src/web/teams/team-form.ts';

const parse = (fields: object) => teamForm.safeParse({ ticket: 't', name: 'Ward 7', ...fields });

describe('teamForm', () => {
  it('accepts the longest name, the most groups and the longest group', () => {
    const groups = Array.from({ length: mostGroups }, (_, i) => `${i}`.padEnd(groupLimit, 'x'));
    const name = 'x'.repeat(60);
    expect(parse({ name, groups: groups.join('\n') }).data).toEqual({ ticket: 't', name, groups });
  });

  it('replaces control characters with spaces and ignores empty lines', () => {
    const { data } = parse({ name: ' Ward\t\u00007 ', groups: 'Day\r\n \u200b \rNight\n\n' });
    expect(data).toEqual({ ticket: 't', name: 'Ward 7', groups: ['Day', 'Night'] });
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
});

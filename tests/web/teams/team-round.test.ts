/** /teams/round, and the chapter of the report with the same figures: who sees the rounds that are over. */
import { describe, expect, it } from 'vitest';
import { teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { engines } from '../../storage/postgres.ts';
import { join, keyOf, makeTeam, memberships, teamSite } from './team.ts';

describe.each(engines)('the last round of a team, on $name,', (engine) => {
  const { newcomer, answered } = teamSite(engine);

  it('is not for a browser that has only joined, or that has kept the cookie of a member who has left', async () => {
    const made = await makeTeam(newcomer(), { expected: '5' });
    const member = answered();
    for (const browser of [member, answered(), answered(), answered(), answered()]) await join(browser, made);
    await newcomer().post('/teams/results', { key: keyOf(made.results), action: 'round', round: '1' });
    const joined = newcomer();
    await join(joined, made, { assessment: 'new' });
    const left = answered();
    left.jar.set(teamsCookie, member.jar.value(teamsCookie) ?? '');
    const team = memberships(member)[0]?.team ?? '';
    const at = `/teams/round?team=${team}`;
    expect((await member.page(at)).has('main table')).toBe(true);
    await member.post('/teams/leave', { team });
    for (const browser of [joined, left]) {
      const page = await browser.page(at);
      expect(page.has('main table')).toBe(false);
      expect(page.text('main')).toContain('your answers have reached the team');
      expect((await browser.page('/report')).texts('.chapters li a')).not.toContain('Our team, last round');
    }
  });
});

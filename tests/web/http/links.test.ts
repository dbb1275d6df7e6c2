/** Pages that are opened by a link: their title says what is wrong with one that cannot be used. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { encodeToken } from '../../../src/codec/links/token.ts';
import { testApp } from '../../site.ts';
import { Browser } from '../browser.ts';
import { editions, holding, secrets, tokenOf } from '../carry/carried.ts';
import { htmlFaults, Page } from '../dom.ts';
import { summaryFaults } from '../error-summary.ts';
import { type Everything, everything } from '../security/everything.ts';
import { altered, sharedToken } from '../share/shared.ts';
import { answersTo, assessmentWith, keyQuestions, visitorWith } from '../state.ts';
import { keyOf, makeTeam } from '../teams/team.ts';

let site: Everything;
beforeAll(async () => {
  site = await everything();
});
afterAll(() => site?.stop());

const unused = 'x'.repeat(22);
const answers = answersTo(keyQuestions);
const shared = sharedToken(answers);
const resume = tokenOf(holding(visitorWith(assessmentWith(answers))));
const copy = encodeToken('c', { k: unused }, editions, secrets);
const changedIn = (token: string) =>
  token.replace(/\.(.)/g, (_all, letter) => `.${letter}`).replace(/.{3}$/, 'AAA');

/** Expects a page with this title and heading, after "Error:". */
async function expectTitle(address: string, title: string, heading = title): Promise<void> {
  const { status, text } = await new Browser(site.app).get(address);
  const page = new Page(text);
  const told = { address, title: page.text('title'), heading: page.text('h1') };
  expect(told).toEqual({ address, title: `Error: ${title} – Service Mirror`, heading });
  expect([400, 404, 422], address).toContain(status);
  expect(await htmlFaults(text), address).toEqual([]);
  if (!page.has('.problem')) expect(summaryFaults(page), address).toEqual([]);
}

describe('a link that cannot be used', () => {
  it.each([
    ['/resume/open?link=', resume.slice(0, -9), 'This link was cut short'],
    ['/resume/open?link=', altered(resume), 'This link was changed on its way'],
    ['/resume/open?link=', shared, 'This link brings no answers'],
    ['/resume/open?link=', copy, 'This link brings no answers'],
    [
      '/resume/open?link=',
      encodeURIComponent(`https://x/teams/join?key=${unused}`),
      'This link brings no answers',
    ],
    ['/shared?with=', encodeURIComponent(`https://x/teams/join?key=${unused}`), 'This link opens no report'],
    ['/copy/open?link=', encodeURIComponent('https://x/live?code=BCDFGH'), 'This link opens no saved copy'],
    ['/shared?with=', '', 'Which report?'],
    ['/shared?with=', shared.slice(0, -9), 'This link was cut short'],
    ['/shared?with=', altered(shared), 'This link was changed on its way'],
    ['/shared?with=', resume, 'This link opens no report'],
    ['/shared/all?with=', shared.slice(0, -9), 'This link was cut short'],
    ['/copy/open?link=', '', 'Which saved copy?'],
    ['/copy/open?link=', copy.slice(0, -9), 'This link was cut short'],
    ['/copy/open?link=', changedIn(copy), 'This link was changed on its way'],
    ['/copy/open?link=', resume, 'This link opens no saved copy'],
    ['/copy/open?link=', copy, 'This link opens no saved copy'],
    ['/teams/join?key=', 'abc', 'This link was cut short'],
    ['/teams/join?key=', unused, 'This link leads to no team'],
    ['/teams/results?key=', 'abc', 'This link was cut short'],
    ['/teams/results?key=', unused, 'This link leads to no team'],
    ['/teams/results.csv?key=', unused, 'This link leads to no team'],
    ['/teams/results/present?key=', unused, 'This link leads to no team'],
    ['/teams/results/actions?key=', unused, 'This link leads to no team'],
    ['/teams/results/delete?key=', unused, 'This link leads to no team'],
    ['/teams/leave?team=', unused, 'This browser is not in that team'],
    ['/teams/round?team=', unused, 'This browser is not in that team'],
    ['/live/room?key=', 'abc', 'This link was cut short'],
    ['/live/room?key=', unused, 'This link leads to no live room'],
    ['/live/screen?key=', unused, 'This link leads to no live room'],
    ['/live/sheet?key=', unused, 'This link leads to no live room'],
    ['/live/sheet?key=', 'abc', 'This link was cut short'],
    ['/live/sheet.csv?key=', unused, 'This link leads to no live room'],
  ])('%s%s has a title that says so', (address, token, title) => expectTitle(address + token, title));

  it('of a saved copy at /resume leads to the copy, on a site that keeps copies', async () => {
    const address = `/resume/open?link=${copy}`;
    const leads = async (app: Everything['app']) =>
      (await new Browser(app).page(address)).has(`.advice-now a[href="/copy/open?link=${copy}"]`);
    expect([await leads(site.app), await leads(testApp())]).toEqual([true, false]);
  });

  it('of a team says in its title that it was replaced', async () => {
    const made = await makeTeam(new Browser(site.app));
    for (const use of ['join', 'results'] as const) {
      const hash = teamLinkHash(keyOf(made[use]));
      const team = await site.storage.teams.find(use, hash);
      await site.storage.teams.replaceLink(
        team?.id ?? '',
        use,
        hash,
        teamLinkHash(`${use}${unused}`.slice(0, 22)),
      );
      await expectTitle(`/teams/${use}?key=${keyOf(made[use])}`, 'This link was replaced');
    }
  });

  it('among those to compare, or as a code of a live room, is said in the title of the page', async () => {
    await expectTitle(
      `/compare?with=${shared.slice(0, -9)}`,
      'Not every link could be opened',
      'Compare with colleagues',
    );
    await expectTitle('/live?code=BCD', 'This link has no whole code', 'Live room');
  });

  it('of a live room opens with what mail programs put around its key', async () => {
    const browser = new Browser(site.app);
    const ticket = (await browser.page('/live/new')).attribute('input[name="ticket"]', 'value');
    const room = await browser.postAndFollow('/live/open', { ticket, choice: 'key' });
    for (const strays of [`${room}&gt;`, `${room}%3E`, `${room}.`, room.replace('key=', 'key=%20')])
      expect((await browser.get(strays)).status, strays).toBe(200);
  });
});

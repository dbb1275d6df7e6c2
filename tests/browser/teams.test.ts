/** Teams, with JavaScript and without. */
import { describe, expect, it } from 'vitest';
import { answer, answersTo, assessmentOf, keeper, keyQuestions, leaving, someAnswer } from './answering.ts';
import { siteInBrowser, type Visit } from './browser.ts';

const site = siteInBrowser({ stores: true });
const last = keyQuestions.at(-1);
const almost = keeper([assessmentOf('1', { name: 'Ward 7', answers: answersTo(keyQuestions.slice(0, -1)) })]);

const button = ({ page }: Visit, name: string | RegExp) => page.getByRole('button', { name });
const standing = ({ page }: Visit) => page.locator('.memberships').textContent();

async function make(visit: Visit): Promise<{ join: string; results: string }> {
  const { page } = visit;
  await page.goto('/');
  await leaving(page, () => page.getByRole('banner').getByRole('link', { name: 'Teams' }).click());
  await page.getByLabel('Name of the team').fill('Parts counter');
  await page.getByLabel('How many people do you ask?').fill('12');
  await page.getByLabel('Groups within it').fill('Day\nNight');
  await leaving(page, () => button(visit, 'Make the team and show its links').click());
  const link = (label: string) => page.getByRole('textbox', { name: label }).inputValue();
  return { join: await link('Link to join'), results: await link('Link to the results') };
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('%s', (_how, javaScript) => {
  it('a team can be created, joined, answered for and left', async () => {
    const lead = await site.visitor({ javaScript });
    const { join, results } = await make(lead);
    expect(await lead.page.locator('#words').inputValue()).toContain(join);

    const member = await site.visitor({ javaScript, keeps: almost });
    const { page } = member;
    await page.goto(join);
    await page.getByRole('radio', { name: 'Night' }).check();
    await page.getByRole('radio', { name: 'Ward 7' }).check();
    await leaving(page, () => button(member, 'Join the team').click());
    expect(await standing(member)).toContain(
      '1 key question still to answer. The team gets nothing before that.',
    );
    expect(await standing(member)).toContain('Night');
    await leaving(page, () => button(member, /^Answer the questions/).click());
    expect(page.url()).toBe(`${site.origin}/questions/${last?.id}`);
    await answer(page, someAnswer(0));
    expect(await page.locator('.saved').first().textContent()).toContain('and with the team “Parts counter”');

    await lead.page.goto(results);
    expect(await lead.page.locator('main').textContent()).toContain('Parts counter');
    expect(await lead.page.locator('main').textContent()).not.toContain('Ward 7');

    await leaving(page, () => page.getByRole('banner').getByRole('link', { name: 'Teams' }).click());
    expect(await standing(member)).toContain('1 of 12 has answered');
    await leaving(page, () => page.getByRole('link', { name: /^Leave/ }).click());
    await leaving(page, () => button(member, 'Leave and erase my answers there').click());
    expect(await page.getByRole('status').first().textContent()).toContain('You have left the team');
    expect((await member.context.cookies()).map(({ name }) => name)).not.toContain('mirror_teams');
  });

  it('the links of a team are the same after a reload, and are not sent in a Referer', async () => {
    const lead = await site.visitor({ javaScript });
    const { join, results } = await make(lead);
    await leaving(lead.page, () => lead.page.reload());
    expect(await lead.page.locator('#join').inputValue()).toBe(join);
    expect(await lead.page.locator('#results').inputValue()).toBe(results);

    const member = await site.visitor({ javaScript });
    const referers: string[] = [];
    member.page.on('request', (request) => referers.push(request.headers().referer ?? ''));
    await member.page.goto(join);
    await member.page.getByRole('radio', { name: 'Day' }).check();
    await leaving(member.page, () => button(member, 'Join the team').click());
    expect(referers).toContain(`${site.origin}/`);
    expect(referers.filter((referer) => referer.includes('key='))).toEqual([]);
    expect(await member.page.title()).not.toContain('Parts counter');
  });
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endRound } from '../../src/codec/database/figures.ts';
import { encodeMemberships, personId } from '../../src/codec/database/membership.ts';
import { teamLinkHash } from '../../src/codec/database/team-keys.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { teamsCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { dayOf } from '../days.ts';
import { testContent, testSecret, today } from '../site.ts';
import { respond, show } from '../storage/team-storage.ts';
import { answersTo, assessmentOf, keeper, leaving, someAnswer } from './answering.ts';
import { siteInBrowser } from './browser.ts';

const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
const site = siteInBrowser({ storage });
const { questions, edition } = testContent.instrument;
const keyFor = (name: string) => name.padEnd(22, '_');
const longName = 'Ö'.repeat(60);

/** The person of a number in a team; the first of the team that is over is the visitor's browser. */
const personOf = (team: string, i: number): string =>
  i === 0 && team === keyFor('over') ? personId({ team, key: keyFor('member') }) : `p${i}`;

async function team(id: string, name: string, people: number, groups: readonly string[] = []): Promise<void> {
  await storage.teams.create(
    { id, name, edition, groups, createdOn: dayOf(today), closed: false, expected: 0 },
    { join: teamLinkHash(keyFor(`${id}-join`)), results: teamLinkHash(keyFor(id)) },
  );
  for (let i = 0; i < people; i++) {
    const answers = answersTo(i % 7 ? questions : questions.slice(0, 60), (n) => someAnswer(n * (i + 3) + i));
    const group = groups.length > 0 ? i % groups.length : -1;
    await respond(storage, id, { person: personOf(id, i), group, answers, today: dayOf(today) - i });
  }
  await show(storage, id);
}

/** Ends the round, and begins the next with other answers of the people in `from` to `until`. */
async function nextRound(id: string, round: number, from: number, until: number): Promise<void> {
  await storage.teams.endRound(id, { number: round, today: dayOf(today), edition }, endRound);
  for (let i = from; i < until; i++) {
    const answers = answersTo(questions, (n) => someAnswer(n * (i + 5) + 2 * i));
    await respond(storage, id, { person: personOf(id, i), answers, round: round + 1, today: dayOf(today) });
  }
  await show(storage, id);
}

/** The cookie of a member of a team, which gets the answers of the first assessment. */
const membership = (team: string) => ({
  [teamsCookie]: cookieValue(
    encodeMemberships([
      {
        ...{ team, name: longName, edition, key: keyFor('member'), group: -1 },
        ...{ assessment: '1', last: '', outcome: 'in', round: 1 },
      },
    ]),
    secretsFrom([testSecret]),
  ),
});
const answeredAll = keeper([assessmentOf('1', { answers: answersTo(questions) })]);

let axeSource: string;
beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await team('empty', longName, 0);
  await team('four', 'Library desk', 4);
  await team('six', 'Ward 7', 6);
  await team('sixty', longName, 60, ['Ö'.repeat(40), 'Workshop', 'Office']);
  await team('rounds', longName, 12);
  await nextRound('rounds', 1, 0, 12);
  await team('held', 'Ward 8', 12);
  await nextRound('held', 1, 1, 12);
  // The membership's team has the id of a key.
  await team(keyFor('over'), longName, 12);
  const person = personId({ team: keyFor('over'), key: keyFor('member') });
  await respond(storage, keyFor('over'), { person, answers: answersTo(questions), today: dayOf(today) });
  await nextRound(keyFor('over'), 1, 0, 12);
  await nextRound(keyFor('over'), 2, 0, 0);
});
afterAll(() => storage.close());

const of = (id: string, more = '') => `/teams/results?key=${keyFor(id)}${more}`;
const states: [name: string, address: string, status?: number][] = [
  ['without members', of('empty')],
  ['one to go', of('four')],
  ['a team of six', of('six')],
  ['a team of sixty in groups', of('sixty')],
  [
    'teams side by side, and a fault',
    of('six', `&with=${keyFor('sixty')}&with=${keyFor('four')}&with=x`),
    422,
  ],
  ['the question before deleting', `/teams/results/delete?key=${keyFor('sixty')}`],
  ['deleted', '/teams/results/deleted'],
  ['the form of actions', `/teams/results/actions?key=${keyFor('six')}`],
  ['one question a screen', `/teams/results/present?key=${keyFor('sixty')}&screen=2`],
  ['two rounds', of('rounds')],
  ['a new round that one is missing from', of('held')],
  ['the last round in a member’s report', '/report/team'],
  ['the report of a member', '/report'],
  ['the last round by itself', `/teams/round?team=${keyFor('over')}`],
  ['the method', '/method'],
];

async function violations(page: Page): Promise<unknown> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const options = { runOnly: { type: 'tag', values: tags }, preload: false, resultTypes: ['violations'] };
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as {
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  };
  return found.violations.map(({ id, nodes }) => [id, nodes[0]?.target, nodes[0]?.failureSummary]);
}

describe('the results of a team', () => {
  it('begin the chart of the competencies on the first screen, and show one question within a projector’s', async () => {
    const { page } = await site.visitor({ width: 1440, height: 900 });
    await page.goto(of('sixty'));
    const chart = await page.locator('#competencies ~ figure').boundingBox();
    expect(chart?.y ?? 9_999).toBeLessThanOrEqual(800);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(`/teams/results/present?key=${keyFor('sixty')}&screen=2`);
    const next = await page.getByRole('link', { name: 'Next' }).boundingBox();
    expect((next?.y ?? 999) + (next?.height ?? 0)).toBeLessThanOrEqual(720);
  });

  it.each(states)('have no axe fault and fit 320 pixels: %s', async (_name, address, status = 200) => {
    const { page } = await site.visitor({
      expects: status > 399 ? [status] : [],
      keeps: answeredAll,
      cookies: membership(keyFor('over')),
    });
    await page.goto(address);
    expect(new URL(page.url()).pathname).toBe(address.split('?')[0]);
    await page.evaluate(axeSource);
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        expect({ colorScheme, width, found: await violations(page) }).toEqual({
          colorScheme,
          width,
          found: [],
        });
      }
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  it.each(['light', 'dark'] as const)(
    'have a heat map whose cells keep border and number in forced colours, %s',
    async (colorScheme) => {
      const { page } = await site.visitor();
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      await page.goto(of('sixty'));
      const cells = (await page.evaluate(`[...document.querySelectorAll('.heat td:has(a)')].map((cell) => {
        const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(cell);
        const { color } = getComputedStyle(cell.querySelector('.us-mark') ?? cell);
        return {
          border: borderTopWidth !== '0px' && borderTopColor !== backgroundColor,
          text: color !== backgroundColor,
        };
      })`)) as { border: boolean; text: boolean }[];
      expect(cells.length).toBe(questions.length);
      expect(cells.filter(({ border, text }) => !border || !text)).toEqual([]);
    },
  );

  it('print without splitting charts and tables, and without buttons', async () => {
    const { page } = await site.visitor({ width: 650 });
    await page.goto(of('sixty'));
    await page.emulateMedia({ media: 'print' });
    const found = await page.locator('main').evaluate((main) => ({
      cut: main.scrollWidth > main.clientWidth,
      buttons: [...main.querySelectorAll('button, .button, input')].filter((one) => one.checkVisibility())
        .length,
      cells: [...main.querySelectorAll('.heat td a')].filter((one) => one.checkVisibility()).length,
      charts: [...main.querySelectorAll('.chart')].filter((one) => one.checkVisibility()).length,
    }));
    expect(found).toEqual({ cut: false, buttons: 0, cells: questions.length, charts: 1 });
  });

  it('can be closed and opened again by the facilitator without JavaScript', async () => {
    const { page } = await site.visitor({ javaScript: false });
    await page.goto(of('four'));
    await leaving(page, () => page.getByRole('button', { name: 'Close the team' }).click());
    expect(await page.locator('.where').textContent()).toContain('closed');
    await leaving(page, () => page.getByRole('button', { name: 'Open the team again' }).click());
    expect(await page.locator('.where').textContent()).not.toContain('closed');
    await leaving(page, () => page.getByRole('button', { name: 'Make a new join link' }).click());
    expect(await page.locator('.link-line').textContent()).toContain('/teams/join?key=');
  });
});

/** Opens live rooms, joins and rates through the pages, as people do. */
import type { RequestListener } from 'node:http';
import { Browser, type Fields } from '../browser.ts';
import type { Page } from '../dom.ts';

export interface OpenRoom {
  readonly facilitator: Browser;
  readonly key: string;
  readonly code: string;
  /** Path and query of the presentation view. */
  readonly screen: string;
  /** Presses one of the facilitator's buttons and returns the address that it leads to. */
  readonly run: (fields: Fields) => Promise<string>;
  readonly page: () => Promise<Page>;
}

const local = (link: string) => link.replace(/^https?:\/\/[^/]+/, '');

export async function ticketOf(facilitator: Browser): Promise<string> {
  return (await facilitator.page('/live/new')).attribute('input[name="ticket"]', 'value');
}

/** @param fields of the form; by default the room asks the statements of principle 3 */
export async function openRoom(
  app: RequestListener,
  fields: Fields = {},
  facilitator = new Browser(app),
): Promise<OpenRoom> {
  const to = await facilitator.postAndFollow('/live/open', {
    ticket: await ticketOf(facilitator),
    name: 'Parts counter',
    choice: 'principle',
    principle: '3',
    ...fields,
  });
  const key = new URLSearchParams(to.split('?')[1]).get('key') ?? '';
  const page = await facilitator.page(to);
  return {
    facilitator,
    key,
    code: page.text('.live-code'),
    screen: local(page.attribute('.live-join .buttons a', 'href')),
    run: (sent) => facilitator.postAndFollow('/live/run', { key, ...sent }),
    page: () => facilitator.page(`/live/room?key=${key}`),
  };
}

export async function join(app: RequestListener, code: string, browser = new Browser(app)): Promise<Browser> {
  await browser.postAndFollow('/live/enter', { code });
  return browser;
}

export const joined = (app: RequestListener, code: string, count: number): Promise<Browser[]> =>
  Promise.all(Array.from({ length: count }, () => join(app, code)));

/** Rates the current statement and returns the address that it leads to. */
export async function rate(browser: Browser, me: string, us: string): Promise<string> {
  const page = await browser.page('/live/here');
  const place = page.attribute('input[name="place"]', 'value');
  return browser.postAndFollow('/live/rate', { place, me, us });
}

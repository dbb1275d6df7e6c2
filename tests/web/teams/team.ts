/** Makes, joins and answers teams through the pages, as visitors do. */
import { decodeMemberships, type Membership } from '../../../src/codec/database/membership.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testSecret } from '../../site.ts';
import { answerIn, membersOf, type StoredRow } from '../../storage/team-storage.ts';
import type { Browser, Fields } from '../browser.ts';
import { Page } from '../dom.ts';
import { keyQuestions, questionAt } from '../state.ts';

export const secrets = secretsFrom([testSecret]);
export const wild = '<b>Parts</b> & "counter"';
export const [firstKey, lastKey] = [questionAt(0, keyQuestions), questionAt(-1, keyQuestions)];
export const almost = keyQuestions.slice(0, -1);

export interface Made {
  readonly page: Page;
  readonly join: string;
  readonly results: string;
}

/** The path and query of a link. */
export const local = (link: string) => link.replace(/^https?:\/\/[^/]+/, '');
export const keyOf = (link: string) => new URL(link).searchParams.get('key') ?? '';

export async function makeTeam(facilitator: Browser, fields: Fields = {}): Promise<Made> {
  const form = await facilitator.page('/teams');
  const ticket = form.attribute('input[name="ticket"]', 'value');
  const { status, text } = await facilitator.post('/teams/new', {
    ticket,
    name: 'Parts counter',
    expected: '12',
    ...fields,
  });
  if (status !== 200) throw new Error(`the team was not made: ${new Page(text).errors[0]?.text}`);
  const page = new Page(text);
  return { page, join: page.attribute('#join', 'value'), results: page.attribute('#results', 'value') };
}

export const joining = (browser: Browser, { join }: Made, fields: Fields = {}) =>
  browser.post('/teams/join', { key: keyOf(join), assessment: '1', ...fields });

export async function join(browser: Browser, made: Made, fields: Fields = {}): Promise<void> {
  const response = await joining(browser, made, fields);
  if (response.status !== 303) throw new Error(`expected 303, came ${response.status}`);
}

export const answer = (browser: Browser, id: string, rating: number, action = 'stop') =>
  browser.post(`/questions/${id}/answer`, { me: `${rating}`, us: `${rating}`, action });

export const memberships = ({ jar }: Browser): readonly Membership[] =>
  decodeMemberships(cookieText(jar.value(teamsCookie) ?? '', secrets)) ?? [];

export const savedLine = async (browser: Browser) => (await browser.page('/questions')).text('.saved');

/** The stored members of a team, as an operator could read them. @param storage of `openTestStorage` */
export async function responsesOf(storage: Storage, { join: link }: Made): Promise<readonly StoredRow[]> {
  const team = await storage.teams.find('join', teamLinkHash(keyOf(link)));
  return membersOf(storage, team?.id ?? '');
}

export const ratingsOf = (row: StoredRow, id: string) => answerIn(row, id);

/** Makes, joins and answers teams through the pages, as visitors do. */
import { afterAll, beforeAll } from 'vitest';
import { decodeMemberships, type Membership } from '../../../src/codec/database/membership.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import { teamsCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testApp, testSecret } from '../../site.ts';
import type { Engine } from '../../storage/postgres.ts';
import { answerIn, membersOf, openTestStorage, type StoredRow } from '../../storage/team-storage.ts';
import { Browser, type Fields, type Jar } from '../browser.ts';
import { Page } from '../dom.ts';
import { answersTo, jarWithAnswers, keyQuestions, questionAt } from '../state.ts';

export const secrets = secretsFrom([testSecret]);
export const wild = '<b>Parts</b> & "counter"';
export const [firstKey, lastKey] = [questionAt(0, keyQuestions), questionAt(-1, keyQuestions)];
export const almost = keyQuestions.slice(0, -1);

export interface Made {
  readonly page: Page;
  readonly join: string;
  readonly results: string;
}

/** A site with a database of its own for the tests of this `describe`. Call `storage` and the others within a test. */
export function teamSite(engine: Engine) {
  let opened: { readonly storage: Storage; readonly app: ReturnType<typeof testApp> } | undefined;
  beforeAll(async () => {
    const storage = await openTestStorage(await engine.fresh());
    opened = { storage, app: testApp({ storage }) };
  }, 60_000);
  afterAll(async () => {
    await opened?.storage.close();
    await engine.stop();
  });
  const site = () => {
    if (!opened) throw new Error('the site opens before the first test');
    return opened;
  };
  const newcomer = (jar?: Jar) => new Browser(site().app, jar);
  return {
    storage: () => site().storage,
    newcomer,
    /** By default all key questions, me 2 and us 1. */
    answered: (answers = answersTo(keyQuestions)) => newcomer(jarWithAnswers(answers)),
  };
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

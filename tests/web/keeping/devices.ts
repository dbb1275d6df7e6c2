/** Browsers that use the same saved copy. */
import { secretsFrom } from '../../../src/codec/signature.ts';
import { decodeState } from '../../../src/codec/state.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testSecret } from '../../site.ts';
import type { Browser } from '../browser.ts';
import { instrument, questionAt } from '../state.ts';

export const secrets = secretsFrom([testSecret]);
const editions = { current: instrument.edition, accepts: [] };

/** The id of the assessment that a browser is answering; empty when it holds none. */
export function currentIn(browser: Browser): string {
  const decoded = decodeState(cookieText(browser.jar.value(stateCookie) ?? '', secrets), editions);
  return decoded.ok ? decoded.visitor.current : '';
}

/** What a browser holds of its current assessment: question id to "me us". */
export function answersIn(browser: Browser): Record<string, string> {
  const decoded = decodeState(cookieText(browser.jar.value(stateCookie) ?? '', secrets), editions);
  if (!decoded.ok) return {};
  const { assessments, current } = decoded.visitor;
  const answers = assessments.find(({ id }) => id === current)?.answers ?? new Map();
  return Object.fromEntries([...answers].map(([id, { me, us }]) => [id, `${me} ${us}`]));
}

export const answer = (browser: Browser, place: number, me: number, us: number) =>
  browser.postAndFollow(`/questions/${questionAt(place).id}/answer`, {
    me: `${me}`,
    us: `${us}`,
    action: 'continue',
  });

/** The link for other devices. */
export async function linkOf(browser: Browser): Promise<string> {
  const page = await browser.page('/copy');
  return page.attribute('#copy-link', 'value');
}

/** A second device that uses the copy of the first. */
export async function secondDevice(first: Browser, own: Browser, mine = 'add'): Promise<Browser> {
  const address = new URL(await linkOf(first));
  const page = await own.page(`/copy/open${address.search}`);
  const link = page.attribute('input[name="link"]', 'value');
  await own.postAndFollow('/copy/open', { link, mine });
  return own;
}

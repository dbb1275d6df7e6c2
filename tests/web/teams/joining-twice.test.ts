/** POST /teams/join with the same form more than once. */
import { describe, expect, it } from 'vitest';
import { encodeState } from '../../../src/codec/state.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieValue } from '../../cookies.ts';
import { engines } from '../../storage/postgres.ts';
import { type Browser, Jar } from '../browser.ts';
import { request } from '../request.ts';
import { answersTo, assessmentWith, instrument, keyQuestions, visitorWith } from '../state.ts';
import {
  join,
  keyOf,
  local,
  type Made,
  makeTeam,
  memberships,
  responsesOf,
  secrets,
  teamSite,
} from './team.ts';

describe.each(engines)('POST /teams/join on $name', (engine) => {
  const { storage, newcomer, answered } = teamSite(engine);

  const onceIn = async (browser: Browser, made: Made) =>
    (await browser.page(local(made.join))).attribute('input[name="once"]', 'value');

  it('makes one member of a form that is sent twice at once', async () => {
    const made = await makeTeam(newcomer());
    const browser = answered();
    const once = await onceIn(browser, made);
    const { jar } = browser;
    const cookie = jar.header('/teams/join') ?? '';
    const posted = () => {
      const sent = request(browser.app).post('/teams/join').type('form').set('Cookie', cookie);
      return sent.set('Sec-Fetch-Site', 'same-origin').send({ key: keyOf(made.join), assessment: '1', once });
    };
    for (const response of await Promise.all([posted(), posted()])) {
      expect(response.headers.location).toBe('/teams?joined');
      jar.receive(response);
    }
    expect(await responsesOf(storage(), made)).toHaveLength(1);
    await browser.post('/teams/leave', { team: memberships(browser)[0]?.team ?? '' });
    expect((await responsesOf(storage(), made)).map(({ hasLeft }) => hasLeft)).toEqual([true]);
  });

  it('makes other members of a form from the history: after leaving, and for the next visitor', async () => {
    const made = await makeTeam(newcomer());
    const browser = answered();
    const once = await onceIn(browser, made);
    await join(browser, made, { once });
    const [first] = memberships(browser);
    await browser.post('/teams/leave', { team: first?.team ?? '' });
    await join(browser, made, { once });
    const [second] = memberships(browser);
    expect(second?.key).not.toBe(first?.key);
    expect(second?.outcome).toBe('in');
    const visitor = visitorWith(assessmentWith(answersTo(keyQuestions)));
    const state = encodeState(visitor, { current: instrument.edition, accepts: [] }, 'other0000000');
    const next = newcomer(new Jar().set(stateCookie, cookieValue(state, secrets)));
    await join(next, made, { once });
    const members = (await responsesOf(storage(), made)).filter(({ hasLeft }) => !hasLeft);
    expect(members).toHaveLength(2);
  });
});

/** A live room from its opening to its end, by people without scripts. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { today } from '../../site.ts';
import { Browser, cookiesOf } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { type Everything, everything } from '../security/everything.ts';
import { answersTo, instrument, jarWithAnswers, questionAt } from '../state.ts';
import { join, joined, openRoom, rate, ticketOf } from './room.ts';

let site: Everything;
let now = today;
const log: string[] = [];
beforeAll(async () => {
  site = await everything({ now: () => now, log: (line) => log.push(line) });
});
afterAll(() => site?.stop());

const begin = { action: 'go', from: '-1', to: '0' };
const reveal = (place: number) => ({ action: 'reveal', from: String(place) });
const spreadOf = (page: Page) => page.texts('.live-spread td');
const third = instrument.questions.filter(({ principle }) => principle === '3');

describe('a room of five', () => {
  it('goes from the lobby to the sheet', async () => {
    const room = await openRoom(site.app);
    const people = await joined(site.app, room.code, 5);
    expect((await people[0]?.page('/live/here'))?.text('.lead')).toContain('You are in');
    expect((await room.page()).text('[data-live-joined]')).toBe('5');
    await room.run(begin);
    for (const [i, person] of people.entries())
      expect(await rate(person, String(i % 4), '2')).toBe('/live/here?rated=0');
    expect((await room.page()).text('.live-count')).toBe('5 of 5 have rated');
    await room.run(reveal(0));
    for (const page of [
      await room.page(),
      await people[0]?.page('/live/here'),
      await room.facilitator.page(room.screen),
    ])
      expect(page && spreadOf(page)).toEqual(['0', '0', '5', '0', '2', '1', '1', '1']);
    await room.run({
      action: 'go',
      from: '0',
      to: '1',
      note: 'Nobody hears the queue.\nWe count on Monday.',
    });
    expect((await room.page()).text('.where')).toBe(`Statement 2 of ${third.length}`);
    await room.run({ action: 'agree', from: '1', text: 'Count the queue', owner: 'Ann', due: '4 December' });
    await room.run({ action: 'end', from: '1' });
    const sheet = await people[0]?.page('/live/sheet');
    expect(sheet?.text('.written')).toBe('Nobody hears the queue. We count on Monday.');
    expect(sheet?.texts('.live-actions li')).toEqual(['Count the queue Ann by 4 December']);
    expect((await people[0]?.page('/live/here'))?.text('.lead')).toContain('The room has ended');
    const csv = await room.facilitator.get(`/live/sheet.csv?key=${room.key}`);
    expect(csv.text.split('\r\n')).toHaveLength(third.length + 3);
    expect(csv.text).toContain('Nobody hears the queue.\nWe count on Monday.');
    const pdf = await room.facilitator.bytes(`/live/sheet.pdf?key=${room.key}`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('shows no spread to anybody before the reveal, and no reveal before five have rated', async () => {
    const room = await openRoom(site.app);
    const people = await joined(site.app, room.code, 5);
    await room.run(begin);
    for (const person of people.slice(0, 4)) await rate(person, '3', '0');
    expect(await room.run(reveal(0))).toContain('&few');
    for (const address of [`/live/room?key=${room.key}`, room.screen, `/live/sheet?key=${room.key}`])
      expect((await room.facilitator.page(address)).has('.live-spread'), address).toBe(false);
    const csv = await room.facilitator.get(`/live/sheet.csv?key=${room.key}`);
    expect(csv.text).toMatch(/,yes|,no/);
    expect(csv.text).not.toMatch(/,(?:yes|no),\d/);
    const last = people.at(-1);
    if (last) await rate(last, '3', 'na');
    await room.run(reveal(0));
    const page = await room.page();
    expect(spreadOf(page)).toEqual(['0', '0', '0', '5']);
    expect(page.text('.live-spread .us')).toContain('Too few ratings to show: it takes 5.');
  });

  it('takes a changed rating before the reveal, counts a browser once, and takes nothing after it', async () => {
    const room = await openRoom(site.app);
    const people = await joined(site.app, room.code, 5);
    await room.run(begin);
    for (const person of people) await rate(person, '1', '1');
    const [first] = people;
    if (!first) throw new Error('nobody is there');
    await join(site.app, room.code, first);
    await rate(first, '2', '3');
    expect((await room.page()).text('.live-count')).toBe('5 of 5 have rated');
    await room.run(reveal(0));
    const late = await join(site.app, room.code);
    for (const person of [late, first]) {
      expect(await person.postAndFollow('/live/rate', { place: '0', me: '0', us: '0' })).toContain('late');
      expect((await person.page('/live/here')).has('input[name="place"]')).toBe(false);
    }
    expect(spreadOf(await room.page())).toEqual(['0', '4', '0', '1', '0', '4', '1', '0']);
    expect(await room.run(reveal(0))).not.toContain('few');
    expect(spreadOf(await room.page())).toEqual(['0', '4', '0', '1', '0', '4', '1', '0']);
  });

  it('tells a person who rates a statement that the room has left, and does not count the rating', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    if (!person) throw new Error('nobody is there');
    await room.run(begin);
    await room.run({ action: 'go', from: '0', to: '1' });
    // A double click on "Skip it".
    await room.run({ action: 'go', from: '0', to: '1' });
    const to = await person.postAndFollow('/live/rate', { place: '0', me: '1', us: '1' });
    const page = await person.page(to);
    expect(page.notices).toEqual([expect.stringContaining('The room has moved on')]);
    expect(page.attribute('input[name="place"]', 'value')).toBe('1');
  });

  it('shows the form again with 422 and what was chosen when half of it is missing', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    await room.run(begin);
    const response = await person?.post('/live/rate', { place: '0', me: '2' });
    const page = new Page(response?.text ?? '');
    expect([response?.status, page.errors[0]?.field, page.chosen]).toEqual([422, 'us', { me: '2' }]);
  });
});

describe('the statements of a room', () => {
  const labels = (page: Page) => page.texts('.live-list li').map((text) => text.split(' ')[0]);

  it('are the widest gaps of the facilitator’s own answers, the key ones, a principle, or ticked by hand', async () => {
    const answers = new Map([
      ...answersTo(instrument.questions, { me: 1, us: 1 }),
      ...answersTo([questionAt(4)], { me: 0, us: 1 }),
      ...answersTo([questionAt(7)], { me: 3, us: 0 }),
    ]);
    const own = new Browser(site.app, jarWithAnswers(answers));
    const widest = await openRoom(site.app, { choice: 'widest' }, own);
    await widest.run(begin);
    expect(labels(await widest.page())).toEqual([questionAt(7).id, questionAt(4).id]);
    const key = await openRoom(site.app, { choice: 'key' });
    await key.run(begin);
    expect(labels(await key.page())).toEqual(
      instrument.questions.filter((question) => question.key).map(({ id }) => id),
    );
    const hand = await openRoom(site.app, {
      choice: 'hand',
      'statement-10.1': 'yes',
      'statement-1.2': 'yes',
    });
    await hand.run(begin);
    expect(labels(await hand.page()).toSorted()).toEqual(['1.2', '10.1']);
  });

  it.each([
    ['no choice', { choice: '' }, 'choice'],
    ['the widest, without any answers', { choice: 'widest' }, 'choice'],
    ['no principle', { choice: 'principle', principle: '' }, 'principle'],
    ['nothing ticked', { choice: 'hand' }, 'hand'],
    [
      'too many',
      {
        choice: 'hand',
        ...Object.fromEntries(instrument.questions.map(({ id }) => [`statement-${id}`, 'yes'])),
      },
      'hand',
    ],
    ['a name that is too long', { choice: 'key', name: 'x'.repeat(61) }, 'name'],
  ])('are asked for again after %s', async (_what, fields, field) => {
    const facilitator = new Browser(site.app);
    const response = await facilitator.post('/live/open', { ticket: await ticketOf(facilitator), ...fields });
    expect([response.status, new Page(response.text).errors[0]?.field]).toEqual([422, field]);
  });

  it('are opened once by a form that is sent twice, and not with a ticket of another site', async () => {
    const facilitator = new Browser(site.app);
    const form = { ticket: await ticketOf(facilitator), choice: 'key' };
    const [a, b] = await Promise.all([1, 2].map(() => facilitator.postAndFollow('/live/open', form)));
    expect(a).toBe(b);
    const forged = await facilitator.post('/live/open', {
      ...form,
      ticket: `${'x'.repeat(22)}.${'y'.repeat(43)}`,
    });
    expect(forged.status).toBe(422);
  });
});

describe('the ways into a room', () => {
  it('are a code, also in small letters, and nothing else', async () => {
    const room = await openRoom(site.app);
    const person = new Browser(site.app);
    expect((await person.page(`/live?code=${room.code.replace(' ', '')}`)).attribute('#code', 'value')).toBe(
      room.code,
    );
    await join(site.app, room.code.toLowerCase(), person);
    for (const code of ['', 'AEIOUY', 'BCDF', room.key])
      expect((await new Browser(site.app).post('/live/enter', { code })).status).toBe(422);
    const { status, text } = await new Browser(site.app).get('/live/here');
    expect([status, new Page(text).text('h1')]).toEqual([200, 'You are in no live room']);
  });

  it('are closed once the room has ended', async () => {
    const room = await openRoom(site.app);
    await room.run({ action: 'end', from: '-1' });
    expect((await new Browser(site.app).post('/live/enter', { code: room.code })).status).toBe(422);
  });

  it('keep the facilitator’s link, the screen’s link and the participants apart', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    const screenKey = new URLSearchParams(room.screen.split('?')[1]).get('key') ?? '';
    for (const address of [
      `/live/room?key=${screenKey}`,
      `/live/screen?key=${room.key}`,
      `/live/sheet?key=${screenKey}`,
    ])
      expect((await new Browser(site.app).get(address)).status, address).toBe(404);
    expect((await person?.get('/live/sheet'))?.status).toBe(404);
    expect((await person?.post('/live/run', { key: screenKey, action: 'end' }))?.status).toBe(404);
  });

  it('refuse an address that tries codes, and not one from which many people join', async () => {
    const other = await everything();
    const room = await openRoom(other.app);
    await joined(other.app, room.code, 30);
    const guesser = new Browser(other.app);
    const statuses = [];
    for (let i = 0; i < 21; i++)
      statuses.push((await guesser.post('/live/enter', { code: 'BBBBBB' })).status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    await other.stop();
  });

  it('refuse an address that tries many codes at the same time', async () => {
    const other = await everything();
    const tries = Array.from({ length: 60 }, () =>
      new Browser(other.app).post('/live/enter', { code: 'BBBBBB' }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    await other.stop();
  });

  it('count the tries of a visitor who writes another address before each as one address', async () => {
    const other = await everything({ environment: { TRUST_PROXY: '1' } });
    const statuses = [];
    for (let i = 0; i < 25; i++) {
      // A proxy that appends nothing: Express takes the element before the empty one.
      const tried = request(other.app).post('/live/enter').type('form').set('Sec-Fetch-Site', 'same-origin');
      statuses.push((await tried.set('X-Forwarded-For', `192.0.2.${i}, `).send('code=BBBBBB')).status);
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    await other.stop();
  });

  it('keep a participant for a day in a cookie that no script reads', async () => {
    const room = await openRoom(site.app);
    const response = await new Browser(site.app).post('/live/enter', { code: room.code });
    const [cookie, ...others] = cookiesOf(response);
    expect(others).toEqual([]);
    expect(cookie?.name).toBe('mirror_live');
    expect(Object.fromEntries(cookie?.attributes ?? [])).toMatchObject({
      ...{ 'max-age': '86400', path: '/', httponly: '', samesite: 'Lax' },
    });
  });

  it('take somebody in once whose form is sent twice', async () => {
    const room = await openRoom(site.app);
    const once = (await new Browser(site.app).page('/live')).attribute('input[name="once"]', 'value');
    const browsers = [new Browser(site.app), new Browser(site.app)];
    await Promise.all(browsers.map((one) => one.postAndFollow('/live/enter', { code: room.code, once })));
    expect((await room.page()).text('[data-live-joined]')).toBe('1');
    await joined(site.app, room.code, 2);
    expect((await room.page()).text('[data-live-joined]')).toBe('3');
  });
});

it('forget me erases the place in a room and the open ratings, and says so', async () => {
  const room = await openRoom(site.app);
  const [person, other] = await joined(site.app, room.code, 2);
  if (!person || !other) throw new Error('nobody is there');
  await room.run(begin);
  for (const one of [person, other]) await rate(one, '1', '1');
  expect((await person.page('/forget')).text('main')).toContain('Your place in a live room');
  const to = await person.postAndFollow('/forget');
  expect((await person.page(to)).text('main')).toContain('your place in a live room');
  expect((await room.page()).text('.live-count')).toBe('1 of 1 have rated');
  expect(person.jar.names).not.toContain('mirror_live');
});

describe('a facilitator', () => {
  it('goes on in another browser with the link, and may press each button twice', async () => {
    const room = await openRoom(site.app);
    await room.run(begin);
    const other = new Browser(site.app);
    for (const action of ['go', 'go'])
      await other.post('/live/run', { key: room.key, action, from: '0', to: '1' });
    expect((await room.page()).text('.where')).toBe(`Statement 2 of ${third.length}`);
    await room.run({ from: '1', timer: '3' });
    expect((await room.page()).text('[data-live-timer]')).toBe('3 min');
    await other.post('/live/run', { key: room.key, timer: '0' });
    expect((await room.page()).has('[data-live-timer]')).toBe(false);
  });

  it('gets a long note and an empty action back with 422', async () => {
    const room = await openRoom(site.app);
    await room.run(begin);
    const empty = await room.facilitator.post('/live/run', { key: room.key, action: 'agree', owner: 'Ann' });
    const page = new Page(empty.text);
    expect([empty.status, page.errors[0]?.field, page.attribute('#owner', 'value')]).toEqual([
      422,
      'text',
      'Ann',
    ]);
    const note = await room.facilitator.post('/live/run', {
      key: room.key,
      action: 'note',
      from: '0',
      note: 'x'.repeat(2_001),
    });
    expect(note.status).toBe(422);
  });

  it('gets a note that is too long back as it was written', async () => {
    const room = await openRoom(site.app);
    const people = await joined(site.app, room.code, 5);
    await room.run(begin);
    for (const one of people) await rate(one, '1', '1');
    await room.run(reveal(0));
    const sent = { key: room.key, action: 'note', from: '0', note: 'x'.repeat(2_001) };
    const page = new Page((await room.facilitator.post('/live/run', sent)).text);
    expect(page.text('#note')).toBe(sent.note);
    expect((await room.page()).text('#note')).toBe('');
  });

  it('removes an action by its text, and at last the room', async () => {
    const room = await openRoom(site.app);
    for (const text of ['one', 'one', 'two']) await room.run({ action: 'agree', text });
    await room.run({ action: 'drop', at: '0', text: 'two' });
    await room.run({ action: 'drop', at: '0', text: 'one' });
    expect(
      (await room.facilitator.page(`/live/sheet?key=${room.key}`)).texts('.live-actions strong'),
    ).toEqual(['two']);
    expect(await room.run({ action: 'remove' })).toBe('/live?removed');
    expect((await room.facilitator.get(`/live/room?key=${room.key}`)).status).toBe(404);
  });
});

describe('a room', () => {
  it('is gone after a day, for everybody, whether or not it has been removed', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    now = new Date(today.getTime() + 24 * 3_600_000 - 60_000);
    expect((await room.facilitator.get(`/live/room?key=${room.key}`)).status).toBe(200);
    now = new Date(today.getTime() + 24 * 3_600_000);
    for (const address of [`/live/room?key=${room.key}`, room.screen, `/live/sheet?key=${room.key}`])
      expect((await room.facilitator.get(address)).status, address).toBe(404);
    expect((await person?.page('/live/here'))?.text('h1')).toBe('You are in no live room');
    expect((await person?.post('/live/enter', { code: room.code }))?.status).toBe(422);
    now = today;
  });

  it('refreshes by itself without scripts, except while somebody chooses or where it is switched off', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    const refreshes = async (browser: Browser | undefined, address: string) =>
      (await browser?.page(address))?.has('meta[http-equiv="refresh"]');
    expect(await refreshes(person, '/live/here')).toBe(true);
    expect(await refreshes(person, '/live/here?refresh=off')).toBe(false);
    expect(await refreshes(room.facilitator, room.screen)).toBe(true);
    expect(await refreshes(room.facilitator, `${room.screen}&refresh=off`)).toBe(false);
    await room.run(begin);
    expect(await refreshes(person, '/live/here')).toBe(false);
    if (person) await rate(person, '1', '1');
    expect(await refreshes(person, '/live/here')).toBe(true);
    expect(await room.run({ action: 'note', from: '0', refresh: 'off' })).toContain('&refresh=off');
  });

  it('leaves no code and no key in the log', async () => {
    const room = await openRoom(site.app);
    const [person] = await joined(site.app, room.code, 1);
    await room.facilitator.get(room.screen);
    const secrets = [room.key, room.code, room.code.replace(' ', ''), room.screen.split('=')[1] ?? 'none'];
    expect(log.length).toBeGreaterThan(10);
    expect(log.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    expect(person?.jar.names).toContain('mirror_live');
  });

  it('is valid HTML in every view, with texts that look like HTML', async () => {
    const wild = '<b>Parts</b> & "counter"';
    const room = await openRoom(site.app, { name: wild });
    const people = await joined(site.app, room.code, 5);
    const [person] = people;
    const addresses = [`/live/room?key=${room.key}`, room.screen, `/live/sheet?key=${room.key}`];
    const faults = new Set<string>();
    const check = async () => {
      const pages = [
        ...(await Promise.all(addresses.map((address) => room.facilitator.get(address)))),
        await person?.get('/live/here'),
      ];
      for (const page of pages)
        for (const fault of await htmlFaults(page?.text ?? '')) faults.add(fault.replace(/, at .*/, ''));
    };
    await check();
    await room.run(begin);
    await check();
    for (const one of people) await rate(one, '1', '3');
    await check();
    await room.run({ ...reveal(0), timer: '3' });
    await room.run({ action: 'note', from: '0', note: `${wild}\n${wild}` });
    await room.run({ action: 'agree', from: '0', text: wild, owner: wild, due: wild });
    await check();
    await room.run({ action: 'end', from: '0' });
    await check();
    for (const address of ['/live', '/live?code=BCDFGH', '/live/new', '/live/guide', '/live/guide/moments'])
      for (const fault of await htmlFaults((await room.facilitator.get(address)).text)) faults.add(fault);
    // The refresh can be switched off on the same page (WCAG 2.2, 2.2.1), which the rule cannot know.
    expect([...faults].filter((fault) => !fault.startsWith('meta-refresh'))).toEqual([]);
  });
});

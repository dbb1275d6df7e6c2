/** Mapping moments of truth in a live room, by people without scripts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostGiven, mostMoments } from '../../../src/assessment/live/cycle.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { momentsCodec } from '../../../src/codec/worksheets.ts';
import { momentsCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { testSecret, today } from '../../site.ts';
import { Browser, type Fields } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { type Everything, everything } from '../security/everything.ts';
import { join, joined, type OpenRoom, openRoom } from './room.ts';

let site: Everything;
let now = today;
beforeAll(async () => {
  site = await everything({ now: () => now });
});
afterAll(() => site?.stop());

const names = { customer: 'A tenant with a leak', begins: 'the first call', ends: 'the paid bill' };

/** A room that maps moments, and has begun. */
async function mapping(fields: Fields = {}): Promise<OpenRoom> {
  const room = await openRoom(site.app, { purpose: 'map', ...names, ...fields });
  await room.run({ action: 'go', from: '-1', to: '0' });
  return room;
}

/** Adds a moment from a phone and returns the address that it leads to. */
async function give(phone: Browser, fields: Fields): Promise<string> {
  return phone.postAndFollow('/live/give', { after: 'last', ...fields });
}
const namesOn = (page: Page) => page.texts('.live-moment strong');
const arrange = ({ facilitator, key }: OpenRoom, fields: Fields) =>
  facilitator.postAndFollow('/live/arrange', { key, ...fields });
/** The ids of the moments in the facilitator's order. */
const idsOf = async (room: OpenRoom) =>
  (await room.page()).all('#moments > li').map((item) => (item.getAttribute('id') ?? '').replace('m-', ''));
const editPage = ({ facilitator, key }: OpenRoom, id: string) =>
  facilitator.page(`/live/moment?key=${key}&moment=${id}`);
/** The fields of the facilitator's page of one moment. */
async function fieldsOfMoment(room: OpenRoom, id: string): Promise<Fields> {
  const page = await editPage(room, id);
  const value = (name: string) => page.attribute(`input[name="${name}"]`, 'value');
  const text = (name: string) => page.one(`#${name}`).textContent?.replace(/^\n/, '') ?? '';
  return {
    ...{ key: room.key, moment: id, seen: value('seen'), after: 'stay' },
    ...{ name: text('name'), should: text('should'), now: text('now'), measure: text('measure') },
  };
}
async function change(room: OpenRoom, id: string, fields: Fields) {
  return room.facilitator.post('/live/moment/save', { ...(await fieldsOfMoment(room, id)), ...fields });
}

const dots = (phone: Browser, ...dot: string[]) =>
  phone.post('/live/dots', Object.fromEntries(dot.map((id) => [`dot-${id}`, 'yes'])));

describe('a room that maps moments of truth', () => {
  it('goes from the names to the sheet: phones add, the facilitator orders and merges, all see it', async () => {
    const room = await openRoom(site.app, { purpose: 'map', ...names });
    const [a, b, c] = await joined(site.app, room.code, 3);
    expect((await a?.page('/live/here'))?.text('.lead')).toContain('The moments of truth come here');
    expect((await room.page()).text('main')).toContain('Begin with the moments of truth');
    await room.run({ action: 'go', from: '-1', to: '0' });
    if (!a || !b || !c) throw new Error('nobody joined');
    // Nothing is there yet, so the code has room for those who come late.
    expect((await a.page(room.screen)).text('.live-lobby')).toContain('What does the customer do first?');
    expect(await give(a, { name: 'Rings us', should: 'Somebody answers', measure: 'Rings' })).toBe(
      '/live/here?added',
    );
    await give(b, { name: 'Gets the bill' });
    await give(c, { name: 'Calls us', now: 'It rings\r\nand rings', after: 'first' });
    const here = await b.page('/live/here?added');
    expect(here.notices).toEqual(['Your moment is in the cycle.']);
    expect(here.text('h2.statement')).toBe('A tenant with a leak: from the first call to the paid bill');
    for (const page of [here, await room.page(), await room.facilitator.page(room.screen)])
      expect(namesOn(page)).toEqual(['Calls us', 'Rings us', 'Gets the bill']);

    const [calls = '', rings = '', bill = ''] = await idsOf(room);
    expect(await arrange(room, { moment: bill, action: 'up' })).toBe(`/live/room?key=${room.key}#m-${bill}`);
    await arrange(room, { moment: bill, action: 'mark' });
    expect(await idsOf(room)).toEqual([calls, bill, rings]);
    const response = await change(room, rings, {
      action: 'merge',
      other: calls,
      should: 'Somebody answers at once',
    });
    expect(response.headers.location).toBe(`/live/room?key=${room.key}#m-${calls}`);
    const screen = await room.facilitator.page(room.screen);
    expect(namesOn(screen)).toEqual(['Calls us / Rings us', 'Gets the bill']);
    expect(screen.texts('.live-moments dd')).toEqual([
      'Somebody answers at once',
      'It rings and rings',
      'Rings',
    ]);
    expect(screen.texts('.matters strong')).toEqual(['Gets the bill']);

    await change(room, bill, { name: 'The bill', should: 'One page', after: 'first' });
    await change(room, calls, { action: 'remove' });
    expect(namesOn(await room.page())).toEqual(['The bill']);
  });

  it('comes after the statements where a room does both', async () => {
    const room = await openRoom(site.app, { purpose: 'both', ...names });
    const [phone] = await joined(site.app, room.code, 1);
    await room.run({ action: 'go', from: '-1', to: '9' });
    expect((await room.page()).text('main')).toContain('Statement 10 of 10');
    expect((await room.page()).text('main')).toContain('The moments of truth Go there');
    await room.run({ action: 'go', from: '9', to: '10' });
    expect((await phone?.page('/live/here'))?.text('h2.statement')).toContain('A tenant with a leak');
    // A person who was still writing when the room went back to a statement loses nothing.
    await room.run({ action: 'go', from: '10', to: '0' });
    const to = await phone?.postAndFollow('/live/give', {
      name: 'Late',
      after: 'last',
    });
    expect((await phone?.page(to ?? ''))?.notices).toEqual(['Your moment is in the cycle.']);
    await room.run({ action: 'go', from: '0', to: '10' });
    expect(namesOn(await room.page())).toEqual(['Late']);
  });

  it('has no moments in a room that only rates, neither for phones nor for the facilitator', async () => {
    const room = await openRoom(site.app);
    const [phone] = await joined(site.app, room.code, 1);
    await room.run({ action: 'go', from: '-1', to: '0' });
    const response = await phone?.post('/live/give', { name: 'x', after: 'last' });
    expect(response?.status).toBe(422);
    await room.run({ action: 'go', from: '0', to: '10' });
    expect((await room.page()).text('main')).toContain('Statement 1 of 10');
    expect((await change(room, 'new', { action: 'add', name: 'x' })).status).toBe(303);
    const sheet = (await room.facilitator.get(`/live/sheet.csv?key=${room.key}`)).text;
    expect(new Set(sheet.split('\r\n').map((row) => row.split(',')[0]))).toEqual(
      new Set(['\ufeffkind', 'statement', '']),
    );
  });

  it('can be named or renamed in the room, with 422 and what was entered for what is missing or long', async () => {
    const room = await mapping({ customer: '', begins: '', ends: '' });
    expect((await room.page()).text('main')).toContain('Name the customer');
    const { facilitator, key } = room;
    const entered = { key, customer: '', begins: 'x'.repeat(101), ends: 'the bill' };
    const refused = await facilitator.post('/live/cycle/save', entered);
    expect(refused.status).toBe(422);
    const page = new Page(refused.text);
    expect(page.errors.map(({ field }) => field)).toEqual(['customer', 'begins']);
    expect(page.attribute('#begins', 'value')).toBe(entered.begins);
    expect(
      await facilitator.postAndFollow('/live/cycle/save', { ...entered, customer: 'Ann', begins: 'a call' }),
    ).toBe(`/live/room?key=${key}`);
    expect((await room.page()).text('h2.statement')).toBe('Ann: from a call to the bill');
    expect((await facilitator.post('/live/open', { purpose: 'map', customer: 'x'.repeat(101) })).status).toBe(
      422,
    );
  });
});

describe('what phones add', () => {
  it('comes back with 422, in words and as it was typed, when it is empty or too long', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    const typed = {
      name: '',
      should: 'x'.repeat(301),
      measure: 'Counted\nweekly',
      after: 'first',
    };
    const response = await phone.post('/live/give', typed);
    expect(response.status).toBe(422);
    const page = new Page(response.text);
    expect(page.errors).toEqual([
      { field: 'name', text: 'Write what the customer does or meets' },
      { field: 'should', text: 'Shorten “What they expect”: it has 301 characters, and 300 are the most' },
    ]);
    expect(page.one('#should').textContent?.trim()).toBe(typed.should);
    expect(page.one('#measure').textContent?.trim()).toBe(typed.measure);
    expect(page.attribute('#after option[selected]', 'value')).toBe('first');
  });

  it('is added once when the form is sent twice, also at the same time', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    const form = { name: 'Rings us', after: 'last' };
    await Promise.all([phone.post('/live/give', form), phone.post('/live/give', form)]);
    await phone.post('/live/give', form);
    expect(namesOn(await room.page())).toEqual(['Rings us']);
    expect((await phone.page('/live/here')).text('.live-give')).toContain(
      `You can add ${mostGiven - 1} more`,
    );
  });

  it('is all kept when eight phones add while the facilitator merges two', async () => {
    const room = await mapping();
    const phones = await joined(site.app, room.code, 8);
    const [first] = phones;
    for (const name of ['one', 'two']) if (first) await give(first, { name });
    const [one = '', two = ''] = await idsOf(room);
    const answers = await Promise.all([
      ...phones.slice(0, 4).map((phone, i) => give(phone, { name: `p${i}` })),
      change(room, two, { action: 'merge', other: one }),
      ...phones.slice(4).map((phone, i) => give(phone, { name: `p${i + 4}` })),
    ]);
    expect(answers).toHaveLength(9);
    expect(namesOn(await room.page()).toSorted()).toEqual([
      'one / two',
      ...Array.from({ length: 8 }, (_, i) => `p${i}`),
    ]);
  });

  it(`is at most ${mostGiven} moments of one phone and ${mostMoments} in a room, said in words, with what was typed`, async () => {
    const room = await mapping();
    const phones = await joined(site.app, room.code, mostMoments / mostGiven + 1);
    const [first, ...others] = phones as [Browser, ...Browser[]];
    const fill = async (phone: Browser, who: number) => {
      for (let i = 0; i < mostGiven; i++)
        await phone.post('/live/give', { name: `m ${who} ${i}`, after: 'last' });
    };
    await fill(first, 0);
    const page = await first.page('/live/here');
    expect([page.has('.live-give'), page.text('.inset')]).toEqual([
      false,
      `You have added ${mostGiven} moments, the most for one phone. Tell the facilitator any other.`,
    ]);
    const more = await first.post('/live/give', { name: 'one more', after: 'last' });
    expect(more.status).toBe(422);
    expect(new Page(more.text).errors[0]?.text).toContain('One phone adds at most');
    expect(new Page(more.text).one('#name').textContent?.trim()).toBe('one more');
    for (const [i, phone] of others.slice(0, -1).entries()) await fill(phone, i + 1);
    const last = await others.at(-1)?.post('/live/give', { name: 'the last', after: 'last' });
    expect(new Page(last?.text ?? '').errors[0]?.text).toContain(`The room holds ${mostMoments} moments`);
    const byHand = await change(room, 'new', { action: 'add', name: 'by hand' });
    expect(new Page(byHand.text).errors[0]?.text).toContain(`The room holds ${mostMoments} moments`);
    expect((await room.page()).text('main')).toContain('The room holds no more moments');
  });

  it('has no name and no link to the phone: other people’s pages do not depend on who wrote it', async () => {
    const room = await mapping();
    const [a, b] = (await joined(site.app, room.code, 2)) as [Browser, Browser];
    await give(a, { name: 'Rings us' });
    await give(b, { name: 'Gets the bill' });
    const list = (page: Page) => page.one('.live-moments').innerHTML;
    expect(list(await a.page('/live/here'))).toBe(list(await b.page('/live/here')));
  });

  it('is refused after the end of the room and after the room stopped collecting, and stays on the page', async () => {
    const room = await mapping();
    const phones = await joined(site.app, room.code, 5);
    const [phone] = phones as [Browser];
    await give(phone, { name: 'Rings us' });
    await arrange(room, { action: 'dots' });
    const late = await phone.post('/live/give', { name: 'Late', after: 'last' });
    expect(new Page(late.text).errors[0]?.text).toContain('not collecting any more');
    expect(new Page(late.text).one('#name').textContent?.trim()).toBe('Late');
    await arrange(room, { action: 'collect' });
    await room.run({ action: 'end' });
    const ended = await phone.post('/live/give', { name: 'Later', after: 'last' });
    expect(ended.status).toBe(422);
    expect(new Page(ended.text).errors[0]?.text).toContain('The room has ended');
    expect(new Page(ended.text).one('#name').textContent?.trim()).toBe('Later');
    expect((await phone.page('/live/here')).text('.lead')).toContain('The room has ended');
  });
});

describe('what the facilitator changes', () => {
  it('is refused with what was typed when another window has changed, merged or removed the moment', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    for (const name of ['one', 'two']) await give(phone, { name });
    const [one = '', two = ''] = await idsOf(room);
    const older = await fieldsOfMoment(room, one);
    await change(room, one, { name: 'one, reworded' });
    const refused = await room.facilitator.post('/live/moment/save', { ...older, name: 'typed' });
    const page = new Page(refused.text);
    expect([refused.status, page.errors[0]?.text]).toEqual([
      422,
      expect.stringContaining('changed in another window'),
    ]);
    expect([page.one('#name').textContent?.trim(), page.text('.inset')]).toEqual([
      'typed',
      expect.stringContaining('one, reworded'),
    ]);
    const again = { ...older, seen: page.attribute('input[name="seen"]', 'value'), name: 'typed' };
    expect((await room.facilitator.post('/live/moment/save', again)).status).toBe(303);
    expect(namesOn(await room.page())).toEqual(['typed', 'two']);

    const gone = await fieldsOfMoment(room, two);
    await change(room, two, { action: 'remove' });
    const missing = await room.facilitator.post('/live/moment/save', { ...gone, name: 'two, longer' });
    const form = new Page(missing.text);
    expect([form.errors[0]?.text, form.one('#name').textContent?.trim()]).toEqual([
      expect.stringContaining('removed in another window'),
      'two, longer',
    ]);
    await room.facilitator.post('/live/moment/save', {
      ...gone,
      moment: 'new',
      action: 'add',
      after: 'last',
      name: 'two, longer',
    });
    expect(namesOn(await room.page())).toEqual(['typed', 'two, longer']);
  });

  it('keeps both texts apart when they would be too long together, or no other moment is chosen', async () => {
    const room = await mapping();
    await change(room, 'new', { action: 'add', name: 'one' });
    await change(room, 'new', { action: 'add', name: 'two' });
    const [one = '', two = ''] = await idsOf(room);
    const none = await change(room, one, { action: 'merge', other: '' });
    expect(new Page(none.text).errors).toEqual([
      { field: 'other', text: 'Choose the moment to merge it with' },
    ]);
    await change(room, one, { now: 'x'.repeat(1_000) });
    const long = await change(room, two, { action: 'merge', other: one, now: 'y'.repeat(501) });
    expect(new Page(long.text).errors[0]?.field).toBe('now');
    expect(new Page(long.text).one('#now').textContent?.trim()).toBe('y'.repeat(501));
    expect(namesOn(await room.page())).toEqual(['one', 'two']);
  });

  it('needs the facilitator’s link', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    const screen = new URLSearchParams(room.screen.split('?')[1]).get('key') ?? '';
    for (const key of ['', 'x'.repeat(22), screen])
      for (const address of ['/live/arrange', '/live/moment/save', '/live/cycle/save'])
        expect((await phone.post(address, { key, action: 'dots', customer: 'x' })).status).toBe(404);
    expect((await phone.get(`/live/moment?key=${screen}&moment=new`)).status).toBe(404);
  });
});

describe('dots', () => {
  it('are counted from five people on; who gave which is not shown, and erased at the count', async () => {
    const room = await mapping();
    const phones = (await joined(site.app, room.code, 5)) as [Browser, ...Browser[]];
    const [first] = phones;
    for (const name of ['one', 'two', 'three', 'four']) await give(first, { name });
    const [one = '', two = '', three = '', four = ''] = await idsOf(room);
    await arrange(room, { action: 'dots' });
    expect((await first.page('/live/here')).texts('.tick')).toEqual([
      '1. one',
      '2. two',
      '3. three',
      '4. four',
    ]);
    expect(new Page((await dots(first)).text).errors[0]?.text).toBe('Choose at least one moment');
    const four4 = new Page((await dots(first, one, two, three, four)).text);
    expect(four4.errors).toEqual([{ field: 'dots', text: 'Choose at most 3 moments; you chose 4' }]);
    expect(four4.all('.tick input[checked]')).toHaveLength(4);
    for (const phone of phones.slice(0, 4)) await dots(phone, one, two);
    expect((await first.page('/live/here')).text('.live-own')).toContain('“one” and “two”');
    expect((await room.page()).text('.live-count')).toBe('4 of 5 have given their dots');
    expect(await arrange(room, { action: 'count' })).toContain('fewdots');
    // The moments stay as they are meanwhile.
    await arrange(room, { moment: two, action: 'up' });
    expect((await change(room, one, { action: 'remove' })).status).toBe(422);
    expect(await idsOf(room)).toEqual([one, two, three, four]);

    await dots(first, two, 'no moment');
    await dots(phones[4] as Browser, three);
    await arrange(room, { action: 'count' });
    for (const page of [await room.page(), await first.page('/live/here'), await first.page(room.screen)])
      expect(page.texts('.live-dots')).toEqual(['3 dots', '4 dots', '1 dot']);
    expect((await dots(first, one)).headers.location).toBe('/live/here?late');
    await arrange(room, { action: 'dots' });
    expect((await first.page('/live/here')).has('.live-own')).toBe(false);
  });

  it('are counted when the room ends, if enough people have given theirs', async () => {
    const room = await mapping();
    const phones = (await joined(site.app, room.code, 5)) as [Browser, ...Browser[]];
    await give(phones[0], { name: 'one' });
    const [one = ''] = await idsOf(room);
    await arrange(room, { action: 'dots' });
    for (const phone of phones) await dots(phone, one);
    await room.run({ action: 'end' });
    expect((await phones[0].page('/live/sheet')).texts('.live-dots')).toEqual(['5 dots']);
  });

  it('begin anew when the room collects again', async () => {
    const room = await mapping();
    const [phone] = (await joined(site.app, room.code, 1)) as [Browser];
    await give(phone, { name: 'one' });
    const [one = ''] = await idsOf(room);
    await arrange(room, { action: 'dots' });
    await dots(phone, one);
    await arrange(room, { action: 'collect' });
    await give(phone, { name: 'two' });
    await arrange(room, { action: 'dots' });
    expect((await room.page()).text('.live-count')).toBe('0 of 1 have given their dots');
  });
});

describe('the sheet of the moments', () => {
  const ownOf = (phone: Browser) =>
    momentsCodec.decode(cookieText(phone.jar.value(momentsCookie) ?? '', secretsFrom([testSecret])));
  const ended = async () => {
    const room = await mapping();
    const [phone] = (await joined(site.app, room.code, 1)) as [Browser];
    await give(phone, { name: 'Rings us', should: 'Somebody answers', now: 'It rings', measure: 'Rings' });
    await give(phone, { name: 'Gets the bill' });
    const [, bill = ''] = await idsOf(room);
    await arrange(room, { moment: bill, action: 'mark' });
    await room.run({ action: 'end' });
    return { room, phone };
  };
  const boxes = (page: Page) => page.attributes('.tick input[checked]', 'name');
  const take = async (phone: Browser, query = '', fields: Fields = {}) => {
    const page = await phone.page(`/live/take${query}`);
    const seen = page.attribute('input[name="seen"]', 'value');
    const ticks = Object.fromEntries(boxes(page).map((name) => [name, 'yes']));
    return phone.post(`/live/taken${query}`, { seen, ...ticks, ...fields });
  };

  it('is a page, a CSV and a PDF with the cycle', async () => {
    const { room, phone } = await ended();
    expect(namesOn(await phone.page('/live/sheet'))).toEqual(['Rings us', 'Gets the bill']);
    const csv = (await phone.get('/live/sheet.csv')).text;
    expect(csv).toContain('Somebody answers,It rings,Rings,no,0');
    expect((await phone.bytes(`/live/sheet.pdf?key=${room.key}`)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await htmlFaults((await phone.get('/live/sheet')).text)).toEqual([]);
  });

  it('lets a participant and the facilitator take its moments into their worksheets, once', async () => {
    const { room, phone } = await ended();
    for (const [browser, query] of [
      [phone, ''],
      [room.facilitator, `?key=${room.key}`],
    ] as const) {
      expect((await take(browser, query)).headers.location).toBe('/moments?saved');
      expect(ownOf(browser)).toMatchObject({
        cycle: 'A tenant with a leak: from the first call to the paid bill',
        moments: [
          {
            name: 'Rings us',
            now: 'It rings',
            should: 'Somebody answers',
            measure: 'Rings',
            waste: '',
            who: '',
          },
          { name: 'Gets the bill' },
        ],
      });
    }
    const again = await phone.page('/live/take');
    expect([boxes(again).length, again.texts('.tick .hint')]).toEqual([
      2,
      ['already in your worksheet', 'already in your worksheet'],
    ]);
    const before = ownOf(phone);
    await take(phone);
    expect(ownOf(phone)).toEqual(before);
    expect(await htmlFaults((await phone.get('/live/take')).text)).toEqual([]);
  });

  it('adds to what somebody has, or replaces it when they say so and have seen it', async () => {
    const { phone } = await ended();
    await phone.post('/moments/save', { cycle: 'Mine', 'moment-1-name': 'own', action: 'save', seen: '' });
    expect((await phone.page('/live/take')).text('legend')).toBe('Your worksheet has 1 moment of “Mine”');
    expect((await take(phone, '', { how: 'replace', seen: 'older' })).status).toBe(422);
    await take(phone);
    expect(ownOf(phone)?.cycle).toBe('Mine');
    expect(ownOf(phone)?.moments.map(({ name }) => name)).toEqual(['own', 'Rings us', 'Gets the bill']);
  });

  it('replaces a worksheet by what was ticked', async () => {
    const { phone } = await ended();
    await phone.post('/moments/save', { cycle: 'Mine', 'moment-1-name': 'own', action: 'save', seen: '' });
    expect((await take(phone, '', { how: 'replace' })).status).toBe(303);
    expect(ownOf(phone)?.moments.map(({ name }) => name)).toEqual(['Rings us', 'Gets the bill']);
    expect(ownOf(phone)?.cycle).toContain('A tenant');
  });

  it('says what does not fit, ticks what matters most, and refuses too much without changing anything', async () => {
    const room = await mapping();
    const [phone, other] = (await joined(site.app, room.code, 2)) as [Browser, Browser];
    for (let i = 0; i < 9; i++)
      await give(phone, { name: `moment ${i}`, should: 'x'.repeat(300), now: 'y'.repeat(300) });
    for (let i = 0; i < 9; i++) await give(other, { name: `another ${i}`, measure: 'z'.repeat(300) });
    const last = (await idsOf(room)).at(-1) ?? '';
    await arrange(room, { moment: last, action: 'mark' });
    await room.run({ action: 'end' });
    const page = await phone.page('/live/take');
    expect(page.text('.inset')).toMatch(/^\d+ moments do not fit your worksheet any more/);
    expect(boxes(page)).toContain(`take-${last}`);
    expect(boxes(page).length).toBeLessThan(18);
    const all = Object.fromEntries((await idsOnSheet(phone)).map((name) => [name, 'yes']));
    const refused = await take(phone, '', all);
    expect(refused.status).toBe(422);
    expect(new Page(refused.text).errors[0]?.text).toMatch(/characters more than/);
    expect(boxes(new Page(refused.text))).toHaveLength(18);
    expect(ownOf(phone)).toBeUndefined();
    expect((await take(phone)).status).toBe(303);
    const none = await phone.post('/live/taken', {});
    expect(new Page(none.text).errors[0]?.text).toBe('Tick the moments to take');
  });
  const idsOnSheet = async (phone: Browser) =>
    (await phone.page('/live/take')).attributes('.tick input', 'name');

  it('is not for participants before the end, nor for anybody else', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    for (const browser of [phone, new Browser(site.app)]) {
      expect((await browser.get('/live/take')).status).toBe(404);
      expect((await browser.post('/live/taken', {})).status).toBe(404);
    }
    const rating = await openRoom(site.app);
    expect((await rating.facilitator.get(`/live/take?key=${rating.key}`)).status).toBe(404);
  });
});

describe('the pages of the moments', () => {
  it('refresh by themselves without scripts, except while somebody writes or chooses, or where it is switched off', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    const refreshes = async (address: string, browser = phone) =>
      (await browser.page(address)).has('meta[http-equiv="refresh"]');
    expect(await refreshes('/live/here')).toBe(false);
    expect(await refreshes('/live/here?watch')).toBe(true);
    expect(await refreshes('/live/here?watch&refresh=off')).toBe(false);
    expect((await phone.page('/live/here?watch')).has('.live-give')).toBe(false);
    expect(await refreshes(`/live/room?key=${room.key}`, room.facilitator)).toBe(true);
    expect(await refreshes(`/live/moment?key=${room.key}&moment=new`, room.facilitator)).toBe(false);
    expect(await refreshes(room.screen)).toBe(true);
    await give(phone, { name: 'one' });
    await arrange(room, { action: 'dots' });
    expect(await refreshes('/live/here')).toBe(false);
  });

  it('are gone after a day, with what was written', async () => {
    now = today;
    const room = await mapping();
    const phone = await join(site.app, room.code);
    await give(phone, { name: 'one' });
    now = new Date(today.getTime() + 24 * 3_600_000);
    const statuses = [
      (await room.facilitator.get(`/live/moment?key=${room.key}&moment=new`)).status,
      (await room.facilitator.post('/live/arrange', { key: room.key, action: 'dots' })).status,
      (await phone.post('/live/give', { name: 'two', after: 'last' })).status,
    ];
    expect((await phone.page('/live/here')).text('h1')).toBe('You are in no live room');
    now = today;
    expect(statuses).toEqual([404, 404, 303]);
    expect(namesOn(await room.page())).toEqual(['one']);
  });

  it('do not tell other sites the keys and codes of their addresses, nor do those of any room', async () => {
    const room = await mapping();
    const phone = await join(site.app, room.code);
    await give(phone, { name: 'Late' });
    const pages = ['room', 'cycle', 'moment', 'sheet', 'take'].map((page) => `/live/${page}?key=${room.key}`);
    for (const address of [...pages, room.screen, `/live?code=${room.code}`, '/live/new?team=x']) {
      const { status, headers } = await phone.get(address);
      expect([address, status, headers['referrer-policy']]).toEqual([address, 200, 'origin']);
    }
  });

  it('are valid HTML in every view, with texts that look like HTML', async () => {
    const nasty = '<script>alert(1)</script>"&amp;';
    const room = await mapping({ customer: nasty });
    const phones = (await joined(site.app, room.code, 5)) as [Browser, ...Browser[]];
    const [phone] = phones;
    for (const name of [nasty, `${nasty} again`])
      await give(phone, { name, should: nasty, now: `${nasty}\n${nasty}`, measure: nasty });
    const [one = ''] = await idsOf(room);
    await arrange(room, { moment: one, action: 'mark' });
    const pages = async () => [
      (await phone.get('/live/here')).text,
      (await room.facilitator.get(`/live/room?key=${room.key}`)).text,
      (await phone.get(room.screen)).text,
    ];
    const texts = [
      ...(await pages()),
      (await phone.post('/live/give', { name: nasty.repeat(9), after: 'last' })).text,
      (await phone.get('/live/here?watch')).text,
      (await room.facilitator.get(`/live/moment?key=${room.key}&moment=${one}`)).text,
      (await room.facilitator.get(`/live/cycle?key=${room.key}`)).text,
      (await phone.get('/live/new?purpose=both')).text,
    ];
    await arrange(room, { action: 'dots' });
    texts.push(...(await pages()), (await dots(phone)).text);
    for (const one of phones) await dots(one, ...(await idsOf(room)));
    texts.push(...(await pages()));
    await arrange(room, { action: 'count' });
    texts.push(...(await pages()));
    const faults = new Set<string>();
    for (const text of texts) {
      for (const fault of await htmlFaults(text)) faults.add(fault);
      expect(text).not.toContain('<script>alert');
    }
    // The refresh can be switched off on the same page (WCAG 2.2, 2.2.1), which the rule cannot know.
    expect([...faults].filter((fault) => !fault.startsWith('meta-refresh'))).toEqual([]);
  });
});

/** /teams/results: a team's figures as a page and as files, and the facilitator's actions. */

import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import { publishStored } from '../../../src/codec/database/figures.ts';
import { teamLinkHash } from '../../../src/codec/database/team-keys.ts';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { oracle } from '../../assessment/team/team-oracle.ts';
import { dayOf } from '../../days.ts';
import { plain, readPdf } from '../../exports/pdf/pdf-reading.ts';
import { testApp, today } from '../../site.ts';
import { engines } from '../../storage/postgres.ts';
import { leave, respond } from '../../storage/team-storage.ts';
import { Browser } from '../browser.ts';
import { htmlFaults, Page } from '../dom.ts';
import { answersTo, instrument, keyQuestions } from '../state.ts';

const { questions } = instrument;
const threshold = 5;
const wild = '<script>alert(1)</script> & "quotes" \'n all';
const keyFor = (name: string) => name.replaceAll(/\W/g, '-').padEnd(22, '_');

/** Answers that differ between people and questions; some are "not applicable". */
function varied(person: number, among = questions): Answers {
  const given = (n: number): PerspectiveAnswer =>
    ([0, 1, 2, 3, 2, 1, 3, 'not-applicable'] as const)[n % 8] ?? 0;
  return new Map(
    among.map(({ id }, i): [string, Answer] => [
      id,
      { me: given(person * 3 + i * 5 + (i % 3)), us: given(person * 5 + i * 3 + ((i * person) % 7)) },
    ]),
  );
}

/** The same without "not applicable", so that every figure includes every person. */
const rated = (person: number): Answers =>
  new Map(
    [...varied(person)].map(([id, { me, us }]): [string, Answer] => {
      const rating = (given: PerspectiveAnswer): PerspectiveAnswer =>
        given === 'not-applicable' ? 1 : given;
      return [id, { me: rating(me), us: rating(us) }];
    }),
  );

describe.each(engines)('on $name', (engine) => {
  let storage: Storage;
  let facilitator: Browser;
  const lines: string[] = [];
  beforeAll(async () => {
    storage = await openStorage(await engine.fresh(), () => undefined);
    facilitator = new Browser(testApp({ storage, log: (line) => lines.push(line) }));
  }, 60_000);
  afterAll(async () => {
    await storage?.close();
    await engine.stop();
  });

  let count = 0;
  /** Makes a team with these people's answers; returns its id and the key of its results link. */
  async function team(
    people: readonly Answers[],
    given: { groups?: string[]; name?: string; edition?: number; expected?: number } = {},
  ) {
    const id = `${engine.name[0]}${++count}`;
    const { groups = [], name = 'Parts counter', edition = instrument.edition, expected = 0 } = given;
    await storage.teams.create(
      { id, name, edition, groups, createdOn: dayOf(today), closed: false, expected },
      { join: teamLinkHash(keyFor(`join ${id}`)), results: teamLinkHash(keyFor(id)) },
    );
    for (const [i, answers] of people.entries()) await answer(id, i, answers, groups.length);
    // The facilitator shows the figures, and from now on asks as many as are there.
    if (given.expected === undefined) {
      await storage.teams.publish(id, publishStored(instrument, threshold, true));
      await storage.teams.publish(id, () => new Map(), Math.min(threshold, people.length));
    }
    return { id, key: keyFor(id) };
  }
  const answer = (id: string, person: number, answers: Answers, groups = 0) =>
    respond(storage, id, {
      person: `p${person}`,
      group: groups > 0 ? person % groups : -1,
      answers,
      today: dayOf(today),
    });

  const pageOf = (key: string) => facilitator.page(`/teams/results?key=${key}`);
  const fileOf = async (key: string, ending: string) =>
    (await facilitator.get(`/teams/results.${ending}?key=${key}`)).text;
  /** The figures in the page and in the files, without the counts above them. */
  async function figuresSeen(key: string): Promise<string> {
    const page = await pageOf(key);
    const cells = page.texts('.team-table td, .compare-rows td, .heat td');
    return JSON.stringify([cells, await fileOf(key, 'csv'), await fileOf(key, 'json')]);
  }

  it('GET /teams/results shows no figure below the threshold, and the files redirect to it', async () => {
    const { key } = await team(Array.from({ length: threshold - 1 }, (_, i) => varied(i)));
    const page = await pageOf(key);
    expect(page.text('.team-count')).toContain('4 of 4 have answered');
    expect(page.text('#waiting')).toBe('One more person is needed');
    expect(page.all('.seats .taken')).toHaveLength(threshold - 1);
    expect(page.has('button[value="show"]')).toBe(false);
    expect(page.has('.heat')).toBe(false);
    for (const ending of ['csv', 'json', 'pdf']) {
      const { status, headers } = await facilitator.get(`/teams/results.${ending}?key=${key}`);
      expect({ status, to: headers.location }).toEqual({ status: 303, to: `/teams/results?key=${key}` });
    }
  });

  it('GET /teams/results shows the figures of all answers, and so do CSV, JSON and PDF', async () => {
    // Some figures count fewer than ten people, others more.
    const people = Array.from({ length: 14 }, (_, i) => varied(i, i % 4 ? questions : keyQuestions));
    const { key } = await team(people);
    const wanted = oracle(people, instrument, threshold);
    const reversed = new Set(instrument.questions.flatMap(({ id, reverse }) => (reverse ? [id] : [])));
    expect(reversed.size).toBe(12);
    const json = JSON.parse(await fileOf(key, 'json'));
    const page = await pageOf(key);
    const rows: Record<string, string>[] = parse(await fileOf(key, 'csv'), { bom: true, columns: true });
    const pdf = await facilitator.get(`/teams/results.pdf?key=${key}`).then(({ body }) => readPdf(body));
    const printed = plain(pdf.pages.join(' '));
    for (const { short, title } of instrument.competencies) {
      expect(printed).toContain(short);
      expect(printed).not.toContain(plain(title));
    }

    expect(json.questions.map(({ id }: { id: string }) => id)).toEqual(wanted.questions.map(({ id }) => id));
    for (const [i, { id, me, us }] of wanted.questions.entries()) {
      const given = json.questions[i];
      const row = rows.find((one) => one.kind === 'question' && one.id === id);
      for (const [view, other] of Object.entries({ me, us })) {
        expect(given[view].n).toBe(other.n);
        const isFew = other.n < 10;
        expect(Math.abs(given[view].mean - other.mean)).toBeLessThan(isFew ? 0.0501 : 0.00501);
        expect(given[view].deviation === null).toBe(isFew);
        if (!isFew) expect(Math.abs(given[view].deviation - other.deviation)).toBeLessThan(0.00501);
        expect(['close together', 'some way apart', 'far apart']).toContain(given[view].spread);
        expect(row?.[`${view} n`]).toBe(String(other.n));
        expect(row?.[`${view} mean`]).toBe(String(given[view].mean));
        // As people gave it: turned back for a question that is worded the other way round.
        const asGiven = reversed.has(id) ? 3 - other.mean : other.mean;
        expect(Math.abs(given.given[view] - asGiven)).toBeLessThan(isFew ? 0.0501 : 0.00501);
        expect(row?.[`${view} mean given`]).toBe(String(given.given[view]));
      }
      expect(Number(row?.gap)).toBe(given.gap);
    }
    const cells = page.texts('.heat td');
    expect(cells.filter((cell) => cell.includes('us'))).toHaveLength(wanted.questions.length);
    for (const { id, me, us } of json.questions) {
      const said = ({ n, mean }: { n: number; mean: number }) => mean.toFixed(n < 10 ? 1 : 2);
      expect(cells).toContain(`${id} us ${said(us)} me ${said(me)}`);
    }

    const body = page.all('.team-table')[0]?.querySelectorAll('tbody tr') ?? [];
    for (const [i, { id, result }] of wanted.competencies.entries()) {
      const given = json.competencies[i];
      const row = rows.find((one) => one.kind === 'competency' && one.id === id);
      expect(given.me === null).toBe(result === undefined);
      if (!result) continue;
      for (const view of ['me', 'us'] as const) {
        expect(Math.abs(given[view].mean - result[view].mean)).toBeLessThan(0.0501);
        const isFew = given[view].n < 10;
        expect(given[view].deviation === null).toBe(isFew);
        if (!isFew) expect(Math.abs(given[view].deviation - result[view].spread)).toBeLessThan(0.0501);
        expect(given[view].ratedAll ?? 0).toBe(result[view].ratedAll);
        expect(row?.[`${view} mean`]).toBe(String(given[view].mean));
        const spread = isFew ? given[view].spread : `± ${given[view].deviation.toFixed(1)}`;
        const said = `${given[view].mean.toFixed(1)} ${spread}`;
        expect(body[i]?.textContent.replace(/\s+/g, ' ')).toContain(said);
        expect(printed).toContain(said);
      }
      if (given.us.n >= 10) {
        expect(Math.abs(given.agreement - result.agreement)).toBeLessThan(0.00501);
        expect(row?.['agreement on us']).toBe(String(given.agreement));
        expect(printed).toContain(`${given.agreementInWords} ${given.agreement.toFixed(2)}`);
      } else expect([given.agreement, row?.['agreement on us']]).toEqual([null, '']);
    }
    const listed = page.attributes('.team-questions a', 'href').map((address) => address.split('/').at(-1));
    expect(listed).toEqual([...json.widestGaps, ...json.lowest]);
    expect(page.texts('.team-talk h4').map((text) => text.split(' ')[0])).toEqual([
      ...json.widestGaps.slice(0, 2),
      ...json.lowest.filter((id: string) => !json.widestGaps.slice(0, 2).includes(id)).slice(0, 2),
    ]);
  });

  it('the figures change for three people who answer, and not for one or two who answer, change answers or leave', async () => {
    const { id, key } = await team(Array.from({ length: 9 }, (_, i) => rated(i)));
    const before = await figuresSeen(key);
    await answer(id, 9, rated(20));
    expect(await figuresSeen(key)).toBe(before);
    await answer(id, 10, rated(21));
    expect(await figuresSeen(key)).toBe(before);
    expect((await pageOf(key)).text('.team-count')).toContain(
      'newest answers of up to 2 people are not in the figures',
    );
    await answer(id, 11, rated(22));
    const after = await figuresSeen(key);
    expect(after).not.toBe(before);
    await leave(storage, id, 'p0');
    await answer(id, 1, rated(33));
    expect((await pageOf(key)).text('.team-count')).toContain('11 of 5 have answered');
    expect(await figuresSeen(key)).toBe(after);
  });

  it('the page and the files show role groups only when every group reaches the threshold', async () => {
    const groups = ['Day', wild];
    const { id, key } = await team(
      Array.from({ length: 9 }, (_, i) => varied(i)),
      { groups, expected: 16 },
    );
    await facilitator.post('/teams/results', { key, action: 'show' });
    const headings = async () => (await fileOf(key, 'csv')).split('\r\n')[1] ?? '';
    const groupsOf = async () => {
      const json = JSON.parse(await fileOf(key, 'json'));
      const some = json.competencies.some(({ groups: split }: { groups: unknown[] }) => split.length > 0);
      return [some, (await pageOf(key)).has('#groups'), !/,,,$/.test(await headings())];
    };
    expect(await groupsOf()).toEqual([false, false, false]);
    for (const person of [9, 10, 11, 12, 13, 14, 15]) await answer(id, person, varied(person, questions), 2);
    await facilitator.post('/teams/results', { key, action: 'show' });
    expect(await groupsOf()).toEqual([true, true, true]);
    expect((await pageOf(key)).texts('#groups ~ table thead th')).toContain(wild);
  });

  it('GET /teams/results publishes nothing by itself; a button shows the figures and says what that means', async () => {
    const { id, key } = await team(
      Array.from({ length: 6 }, (_, i) => rated(i)),
      { expected: 8 },
    );
    const page = await pageOf(key);
    expect(page.text('.team-count .lead')).toBe('6 of 8 have answered.');
    expect(page.text('.team-count')).toContain(
      'The last two may then never be counted: two people cannot be added without showing them.',
    );
    expect(page.has('.heat')).toBe(false);
    expect((await pageOf(key)).has('.heat')).toBe(false);
    await facilitator.postAndFollow('/teams/results', { key, action: 'show' });
    expect((await pageOf(key)).has('.heat')).toBe(true);
    const before = await figuresSeen(key);
    for (const person of [6, 7]) await answer(id, person, rated(person + 20));
    await facilitator.post('/teams/results', { key, action: 'show' });
    expect(await figuresSeen(key)).toBe(before);
    expect((await pageOf(key)).text('.team-count')).toContain(
      '2 people answered for the first time after somebody had looked at the figures',
    );
  });

  it('GET /teams/results shows the figures once all who are expected have answered', async () => {
    const { id, key } = await team(
      Array.from({ length: 7 }, (_, i) => rated(i)),
      { expected: 8 },
    );
    expect((await pageOf(key)).has('.heat')).toBe(false);
    await answer(id, 7, rated(7));
    const page = await pageOf(key);
    expect(page.has('.heat')).toBe(true);
    expect(page.text('.team-count')).toContain('Each figure below counts 8 people');
    expect(page.text('.team-count')).not.toContain('had looked');
  });

  it('POST /teams/results saves how many are asked, and shows a wrong number again', async () => {
    const { key } = await team(
      Array.from({ length: 6 }, (_, i) => rated(i)),
      { expected: 8 },
    );
    const wrong = await facilitator.post('/teams/results', { key, action: 'expect', expected: 'six' });
    expect(wrong.status).toBe(422);
    expect(new Page(wrong.text).errors.map(({ field }) => field)).toEqual(['expected']);
    expect(new Page(wrong.text).attribute('#expected', 'value')).toBe('six');
    expect(await htmlFaults(wrong.text)).toEqual([]);
    // A number that has been reached shows the figures, so the form says what that means.
    expect((await pageOf(key)).text('label[for="expected"]')).toContain(
      'saving shows them at once, and one or two who answer later may never be counted',
    );
    const to = await facilitator.postAndFollow('/teams/results', { key, action: 'expect', expected: '6' });
    const page = await facilitator.page(to);
    expect(page.text('.team-count .lead')).toContain('6 of 6 have answered');
    expect(page.has('.heat')).toBe(true);
  });

  it('GET /teams/results/next-round says what becomes of the round before its button ends it', async () => {
    const people = Array.from({ length: 5 }, (_, i) => rated(i));
    const { id, key } = await team(people, { expected: 6 });
    const results = await pageOf(key);
    expect(results.has('button[value="round"]')).toBe(false);
    const open = await facilitator.page(`/teams/results/next-round?key=${key}`);
    expect(open.text('h1')).toBe('End round 1?');
    expect(open.text('.lead')).toContain('5 of 6 have answered in round 1.');
    expect(open.text('main')).toContain('No figures of round 1 are shown yet.');
    expect(open.text('button[value="round"]')).toBe('End round 1 and begin the next');
    const path = `/teams/results/next-round?key=${key}`;
    expect(await htmlFaults((await facilitator.get(path)).text)).toEqual([]);
    await facilitator.post('/teams/results', { key, action: 'show' });
    const shown = await facilitator.page(`/teams/results/next-round?key=${key}`);
    expect(shown.text('main')).toContain('Its figures stay as they are now');
    expect((await storage.teams.byId(id))?.round).toBe(1);
  });

  it('POST /teams/results begins a round once for a form sent twice, and shows what changed since', async () => {
    const people = Array.from({ length: 12 }, (_, i) => rated(i));
    const { id, key } = await team(people, { expected: 12 });
    const csv = await fileOf(key, 'csv');
    for (let sent = 0; sent < 2; sent++)
      await facilitator.postAndFollow('/teams/results', { key, action: 'round', round: '1' });
    expect((await storage.teams.byId(id))?.round).toBe(2);
    const before = await pageOf(key);
    expect(before.text('.team-count .lead')).toBe('0 of 12 have answered in round 2.');
    expect(before.text('#rounds ~ p')).toContain('Nothing of round 2 is shown yet');
    expect(before.texts('.rounds thead th')[1]).toBe('Round 1, to 21 November 2026');
    expect(before.has('.heat')).toBe(false);

    const again = (person: number, answers: Answers) =>
      respond(storage, id, { person: `p${person}`, answers, round: 2, today: dayOf(today) });
    const [question] = questions;
    const better = (answers: Answers) => new Map(answers).set(question?.id ?? '', { me: 3, us: 3 });
    for (const [person, answers] of people.slice(1).entries()) await again(person + 1, better(answers));
    const one = await pageOf(key);
    expect(one.has('.heat')).toBe(false);
    expect(one.text('.team-count')).toContain('one or two have not answered again');
    await again(0, better(people[0] ?? new Map()));
    const page = await pageOf(key);
    expect(page.has('.heat')).toBe(true);
    expect(page.texts('.rounds thead th').slice(1, 3)).toEqual(['Round 1, to 21 November 2026', 'Round 2']);
    expect(page.text('#rounds ~ table tbody tr th b')).toBe(question?.id);
    expect(await htmlFaults((await facilitator.get(`/teams/results?key=${key}`)).text)).toEqual([]);
    expect(await fileOf(key, 'csv')).not.toBe(csv);
    const json = JSON.parse(await fileOf(key, 'json'));
    const [earlier] = json.earlierRounds;
    expect(earlier).toMatchObject({ round: 1, people: 12, endedOn: '2026-11-21' });
    expect(earlier.questions).toHaveLength(questions.length);

    // The page, the files and the document say the same of what changed.
    const rows: Record<string, string>[] = parse(await fileOf(key, 'csv'), { bom: true, columns: true });
    const pdf = await facilitator.get(`/teams/results.pdf?key=${key}`).then(({ body }) => readPdf(body));
    expect(pdf.bookmarks.map(({ title }) => title)).toContain('From round to round');
    const printed = plain(pdf.pages.join(' '));
    for (const { short, title } of instrument.competencies) {
      expect(printed).toContain(short);
      expect(printed).not.toContain(plain(title));
    }
    const signed = (value: number, places: number) =>
      `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(places)}`;
    expect(json.change.sinceRound).toBe(1);
    const [most] = json.change.questions;
    expect(most.id).toBe(question?.id);
    const row = rows.find(({ kind, id }) => kind === 'question' && id === most.id);
    const then = earlier.questions.find(({ id }: { id: string }) => id === most.id);
    const now = json.questions.find(({ id }: { id: string }) => id === most.id);
    expect(row).toMatchObject({
      round: '2',
      'round before': '1',
      'us before': String(then.us),
      'us change': String(most.us),
      'me change': String(most.me),
    });
    expect(Number((now.us.mean - then.us).toFixed(2))).toBe(most.us);
    const cells = page
      .all('#rounds ~ table')[1]
      ?.querySelector('tbody tr')
      ?.textContent.replaceAll(/\s+/g, ' ');
    expect(cells).toContain(signed(most.us, 2));
    expect(printed).toContain(`${signed(most.us, 2)} ${signed(most.me, 2)}`);
    const competencyRows = page.all('#rounds ~ table')[0]?.querySelectorAll('tbody tr') ?? [];
    for (const [i, { id, me, us, questionsInBoth }] of json.change.competencies.entries()) {
      expect(questionsInBoth).toBe(instrument.competencies[i]?.questions.length);
      const said = `${signed(us, 1)}${signed(me, 1)}`;
      expect(competencyRows[i]?.textContent.replaceAll(/\s+/g, ' ')).toContain(said);
      expect(rows.find(({ kind, code }) => kind === 'competency' && code === id)).toMatchObject({
        'us change': String(us),
        'me change': String(me),
        'questions in both rounds': String(questionsInBoth),
      });
    }
  });

  it('POST /teams/results shows a new round in which one is missing, when asked to, without two others', async () => {
    const people = Array.from({ length: 8 }, (_, i) => rated(i));
    const { id, key } = await team(people, { expected: 8 });
    await facilitator.post('/teams/results', { key, action: 'round', round: '1' });
    const again = (person: number) =>
      respond(storage, id, { person: `p${person}`, answers: rated(person), round: 2, today: dayOf(today) });
    for (let person = 0; person < 7; person++) await again(person);
    const before = await pageOf(key);
    expect(before.has('.heat')).toBe(false);
    expect(before.text('.team-count')).toContain('So ask those who are missing first.');
    expect(before.text('.team-count')).toContain(
      'the ratings of up to two people who answered, drawn by lot, are left out of each average as well',
    );
    expect(before.text('button[value="show"]')).toBe('Show the figures now');
    await facilitator.post('/teams/results', { key, action: 'show' });
    const shown = await pageOf(key);
    expect(shown.text('.team-count')).toContain('Each figure below counts 5 people');
    expect(shown.has('button[value="show"]')).toBe(false);
    await again(7);
    expect((await pageOf(key)).text('.team-count')).toContain('Each figure below counts 8 people');
  });

  it('GET /teams/results says why a new round cannot be shown at all', async () => {
    const { id, key } = await team(
      Array.from({ length: 6 }, (_, i) => rated(i)),
      { expected: 6 },
    );
    await facilitator.post('/teams/results', { key, action: 'round', round: '1' });
    for (let person = 0; person < 5; person++)
      await respond(storage, id, {
        person: `p${person}`,
        answers: rated(person),
        round: 2,
        today: dayOf(today),
      });
    const page = await pageOf(key);
    expect(page.text('.team-count')).toContain('Nothing can be shown yet, also not at your wish.');
    expect(page.text('.team-count')).toContain('Ask those who have not answered yet.');
    expect(page.has('button[value="show"]')).toBe(false);
    await facilitator.post('/teams/results', { key, action: 'show' });
    expect((await pageOf(key)).has('.heat')).toBe(false);
  });

  it('GET /teams/results opens a link with strays around its key, and says apart what is wrong with one', async () => {
    const { key } = await team([]);
    for (const sent of [`${key}.`, `${key}\u200b`, ` ${key}*`])
      expect((await facilitator.get(`/teams/results?key=${encodeURIComponent(sent)}`)).status).toBe(200);
    const faultOf = async (sent: string) => {
      const { status, text } = await facilitator.get(`/teams/results?key=${sent}`);
      expect(status).toBe(404);
      return new Page(text).text('main');
    };
    expect(await faultOf(key.slice(0, -1).slice(0, 20))).toContain('cut short');
    expect(await faultOf('x'.repeat(22))).toContain('No team has this results link');
    const form = (await pageOf(key))
      .all('form')
      .find((one) => one.querySelector('button[value="replace-results"]'));
    const ticket = form?.querySelector('input[name="ticket"]')?.getAttribute('value') ?? '';
    await facilitator.post('/teams/results', { key, action: 'replace-results', ticket });
    expect(await faultOf(key)).toContain('was replaced by a new one');
  });

  it('POST /teams/results/actions/save keeps up to seven actions, and the next round opens with them', async () => {
    const { id, key } = await team(Array.from({ length: 12 }, (_, i) => rated(i)));
    const asked = await facilitator.get(`/teams/results/actions?key=${key}`);
    expect(await htmlFaults(asked.text)).toEqual([]);
    const fields = {
      key,
      'what-1': `Call back ${wild}`,
      'owner-1': 'Desk',
      'due-1': '2027-01-31',
      'question-1': '3.7',
      'what-3': 'Fewer meetings',
    };
    const wrong = await facilitator.post('/teams/results/actions/save', {
      ...fields,
      'what-1': '',
      'due-3': 'soon',
      'question-3': '99.9',
    });
    expect(wrong.status).toBe(422);
    const page = new Page(wrong.text);
    expect(page.errors.map(({ field }) => field)).toEqual(['what-1', 'due-3', 'question-3']);
    expect(page.attribute('#due-1', 'value')).toBe('2027-01-31');
    expect(await htmlFaults(wrong.text)).toEqual([]);
    expect(await facilitator.postAndFollow('/teams/results/actions/save', fields)).toContain('agreed');

    const rows = (await pageOf(key)).texts('#agreed ~ table tbody tr');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(`Call back ${wild}`);
    expect(JSON.parse(await fileOf(key, 'json')).actions[0]).toMatchObject({ owner: 'Desk', state: 'open' });
    expect(await fileOf(key, 'csv')).toContain('Fewer meetings');
    const calendar = await fileOf(key, 'ics');
    expect(calendar).toContain('DTSTART;VALUE=DATE:20270131');
    expect(calendar).toContain('DTEND;VALUE=DATE:20270201');
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    const pdf = await facilitator.get(`/teams/results.pdf?key=${key}`).then(({ body }) => readPdf(body));
    expect(plain(pdf.pages.join(' '))).toContain('Fewer meetings');

    const shown = JSON.parse(await fileOf(key, 'json'));
    await facilitator.post('/teams/results', { key, action: 'round', round: '1' });
    expect((await storage.teams.byId(id))?.round).toBe(2);
    expect((await pageOf(key)).text('#agreed ~ p')).toContain('Begin with these');
    // While the new round shows nothing, the files have the one that is over, and the actions.
    expect((await pageOf(key)).attributes('main .buttons a', 'href')).toContain(
      `/teams/results.pdf?key=${key}`,
    );
    const over = JSON.parse(await fileOf(key, 'json'));
    expect(over).toMatchObject({ round: 1, competencies: shown.competencies, earlierRounds: [] });
    expect(over.actions).toHaveLength(2);
    expect(await fileOf(key, 'csv')).toContain('Fewer meetings');
    const ended = await facilitator.get(`/teams/results.pdf?key=${key}`).then(({ body }) => readPdf(body));
    expect(plain(ended.pages.join(' '))).toMatch(/Round 1, to \d+ \w+ \d{4}: \d+ people had answered/);
    await facilitator.post('/teams/results/actions/save', {
      ...fields,
      'round-1': '1',
      'state-1': 'going on',
      'round-3': '1',
      'state-3': 'dropped',
    });
    expect((await pageOf(key)).text('main')).not.toContain('Begin with these');

    // The round after opens with what was going on, and not with what was done or dropped.
    await facilitator.post('/teams/results', { key, action: 'round', round: '2' });
    expect((await pageOf(key)).text('#agreed ~ p')).toContain('Begin with these');
    await facilitator.post('/teams/results/actions/save', {
      ...fields,
      'round-1': '1',
      'state-1': 'done',
      'round-3': '1',
      'state-3': 'dropped',
    });
    expect((await pageOf(key)).text('main')).not.toContain('Begin with these');
    await facilitator.post('/teams/results', { key, action: 'round', round: '3' });
    expect((await pageOf(key)).text('main')).not.toContain('Begin with these');
  });

  it('GET /teams/results/present shows one question a screen, and the actions at the end', async () => {
    const { key } = await team(Array.from({ length: 12 }, (_, i) => rated(i)));
    const talked = (await pageOf(key)).texts('.team-talk h4').map((text) => text.split(' ')[0]);
    let address = `/teams/results/present?key=${key}`;
    const seen: string[] = [];
    for (let screen = 0; screen < 20 && address; screen++) {
      const { status, text } = await facilitator.get(address);
      expect(status).toBe(200);
      expect(await htmlFaults(text)).toEqual([]);
      const page = new Page(text);
      seen.push(page.text('h1'));
      const links = page.all('nav[aria-label="Screens"] a');
      address = links.find(({ textContent }) => textContent === 'Next')?.getAttribute('href') ?? '';
    }
    expect(seen.slice(1, -1).map((title) => title.split(' ')[0])).toEqual(talked);
    expect(seen.at(-1)).toBe('What do we try?');
    const empty = await team([]);
    expect((await facilitator.get(`/teams/results/present?key=${empty.key}`)).status).toBe(303);
  });

  it('GET /teams/results leads to a live room with the ten widest gaps chosen', async () => {
    const { key } = await team(Array.from({ length: 12 }, (_, i) => rated(i)));
    const page = await pageOf(key);
    const link = page
      .all('main a')
      .find(({ textContent }) => textContent === 'Talk about these in a live room');
    const room = await facilitator.page(link?.getAttribute('href') ?? '');
    expect(room.chosen.choice).toBe('widest');
    const { widestGaps } = JSON.parse(await fileOf(key, 'json'));
    expect(widestGaps).toHaveLength(10);
    for (const id of widestGaps) expect(room.text('main')).toContain(`${id} `);
  });

  it('POST /teams/results closes and reopens a team, and closing publishes no more answers', async () => {
    const { id, key } = await team(Array.from({ length: 6 }, (_, i) => rated(i)));
    const before = await figuresSeen(key);
    await answer(id, 6, rated(30));
    const to = await facilitator.postAndFollow('/teams/results', { key, action: 'close' });
    const page = await facilitator.page(to);
    expect(page.notices).toEqual(['The team is closed. It takes no more answers.']);
    expect(page.text('.team-count')).toContain('They stay out while the team is closed');
    expect(await figuresSeen(key)).toBe(before);
    expect(await answer(id, 7, rated(31))).toBe('closed');
    await facilitator.post('/teams/results', { key, action: 'reopen' });
    expect(await answer(id, 7, rated(31))).toBe('in');
  });

  it('POST /teams/results replaces a link once for a form sent twice, and the old link stops working', async () => {
    const { id, key } = await team([]);
    const ticketOf = async (of: string, action: string) => {
      const page = await pageOf(of);
      const form = page.all('form').find((one) => one.querySelector(`button[value="${action}"]`));
      return form?.querySelector('input[name="ticket"]')?.getAttribute('value') ?? '';
    };
    const join = { key, action: 'replace-join', ticket: await ticketOf(key, 'replace-join') };
    const first = await facilitator.post('/teams/results', join);
    const link = new Page(first.text).text('.link-line');
    const joinKey = new URL(link).searchParams.get('key') ?? '';
    const again = new Page((await facilitator.post('/teams/results', join)).text).text('.link-line');
    expect(again).toContain(joinKey);
    expect((await storage.teams.find('join', teamLinkHash(joinKey)))?.id).toBe(id);
    expect(await storage.teams.find('join', teamLinkHash(keyFor(`join ${id}`)))).toBeUndefined();

    // The first form, sent again after another replacement, does not restore its link.
    const next = { ...join, ticket: await ticketOf(key, 'replace-join') };
    expect((await facilitator.post('/teams/results', next)).status).toBe(200);
    expect((await facilitator.post('/teams/results', join)).status).toBe(404);
    expect(await storage.teams.find('join', teamLinkHash(joinKey))).toBeUndefined();

    const results = { key, action: 'replace-results', ticket: await ticketOf(key, 'replace-results') };
    const to = await facilitator.postAndFollow('/teams/results', results);
    expect(await facilitator.postAndFollow('/teams/results', results)).toBe(to);
    expect((await facilitator.get(`/teams/results?key=${key}`)).status).toBe(404);
    const page = await facilitator.page(to);
    expect(page.text('.link-line')).toContain(to.split('&')[0] ?? '-');

    const other = await team([]);
    for (const ticket of [join.ticket, results.ticket, 'x'.repeat(22), '', wild])
      for (const action of ['replace-join', 'replace-results'])
        expect((await facilitator.post('/teams/results', { key: other.key, action, ticket })).status).toBe(
          404,
        );
    expect((await storage.teams.find('results', teamLinkHash(other.key)))?.id).toBe(other.id);
  });

  it('POST /teams/results/delete deletes the team, and the page that asks does not', async () => {
    const { id, key } = await team([varied(1)]);
    const asked = await facilitator.get(`/teams/results/delete?key=${key}`);
    expect(asked.text).toContain('1 person');
    expect(await storage.teams.byId(id)).toBeDefined();
    expect(await facilitator.postAndFollow('/teams/results/delete', { key })).toBe('/teams/results/deleted');
    expect(await storage.teams.byId(id)).toBeUndefined();
    for (const address of [
      `/teams/results?key=${key}`,
      `/teams/results.csv?key=${key}`,
      `/teams/results/delete?key=${key}`,
    ])
      expect((await facilitator.get(address)).status).toBe(404);
    expect((await facilitator.post('/teams/results/delete', { key })).status).toBe(404);
  });

  it('GET /teams/results compares the team with others, and shows an error at each link that it cannot use', async () => {
    const people = Array.from({ length: 5 }, (_, i) => varied(i));
    const own = await team(people);
    const other = await team(people, { name: wild });
    const small = await team([varied(1)]);
    const ofOther = await team(people, { edition: instrument.edition + 7 });
    const beside = (...links: readonly string[]) =>
      facilitator.get(
        `/teams/results?${new URLSearchParams([['key', own.key], ...links.map((link): [string, string] => ['with', link])])}`,
      );
    const good = await beside(`https://site.example/mirror/teams/results?key=${other.key}`);
    expect(good.status).toBe(200);
    expect(new Page(good.text).texts('.compare-rows thead th').slice(1, 3)).toEqual(['Parts counter', wild]);
    expect(await htmlFaults(good.text)).toEqual([]);
    const bad = await beside(other.key, other.key, own.key, small.key, ofOther.key, 'left out');
    expect(bad.status).toBe(422);
    const page = new Page(bad.text);
    expect(page.errors.map(({ field }) => field)).toEqual(['with-2', 'with-3', 'with-4', 'with-5']);
    expect(page.attribute('#with-2', 'value')).toBe(other.key);
    expect(page.texts('.compare-rows thead th').slice(1, 3)).toEqual(['Parts counter', wild]);
    expect(await htmlFaults(bad.text)).toEqual([]);
    // Answers of another edition are not scored with today's questions.
    expect((await pageOf(ofOther.key)).text('.inset')).toContain(`edition ${instrument.edition + 7}`);
  });

  it('the pages are valid HTML in every state, and their keys are not cached, indexed, logged or sent as referrer', async () => {
    const long = { name: 'Ö'.repeat(60), groups: ['Ö'.repeat(40), wild] };
    const keys = [
      await team([], long),
      await team([varied(1)], long),
      await team(
        Array.from({ length: 12 }, (_, i) => varied(i)),
        long,
      ),
      await team(Array.from({ length: 6 }, () => answersTo(questions, { me: 0, us: 0 }))),
      await team(Array.from({ length: 40 }, (_, i) => varied(i * i))),
      await team(Array.from({ length: 6 }, () => answersTo(questions.slice(0, 3)))),
    ];
    for (const { key } of keys)
      for (const address of [`/teams/results?key=${key}`, `/teams/results/delete?key=${key}`]) {
        const { status, text, headers } = await facilitator.get(address);
        expect({ address, status, faults: await htmlFaults(text) }).toEqual({
          address,
          status: 200,
          faults: [],
        });
        expect(headers['referrer-policy']).toBe('origin');
        expect(headers['cache-control']).toContain('no-store');
        expect(headers['x-robots-tag']).toBe('noindex');
        expect(new Page(text).text('title')).not.toContain(key);
      }
    const { text } = await facilitator.get('/teams/results/deleted');
    expect(await htmlFaults(text)).toEqual([]);
    expect(lines.filter((line) => keys.some(({ key }) => line.includes(key)))).toEqual([]);
  });

  it('the routes respond 404 to a made-up key', async () => {
    const { id } = await team([varied(1)]);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom(id, '__proto__', "' or 1=1 --", '%', '_'.repeat(22))),
        async (key) => {
          const sent = encodeURIComponent(key);
          for (const address of [
            `/teams/results?key=${sent}`,
            `/teams/results.json?key=${sent}&key=x`,
            `/teams/results/delete?key=${sent}`,
          ])
            expect((await facilitator.get(address)).status).toBe(404);
          for (const action of ['close', 'replace-join', 'replace-results', key])
            expect((await facilitator.post('/teams/results', { key, action, ticket: key })).status).toBe(404);
        },
      ),
      { numRuns: 6 },
    );
    expect((await facilitator.post('/teams/results')).status).toBe(404);
    expect((await facilitator.post('/teams/results/delete', { key: [id, id] })).status).toBe(404);
    expect((await storage.teams.byId(id))?.closed).toBe(false);
  });
});

describe('a site without a database', () => {
  it('responds 404 to /teams/results and does not mention teams in /method', async () => {
    const browser = new Browser(testApp());
    expect((await browser.get(`/teams/results?key=${keyFor('a')}`)).status).toBe(404);
    expect((await browser.post('/teams/results', { key: keyFor('a'), action: 'close' })).status).toBe(404);
    expect((await browser.page('/method')).has('#teams')).toBe(false);
  });
});

describe('a site with a database', () => {
  it('explains the figures of teams in /method', async () => {
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    const { text } = await new Browser(testApp({ storage })).get('/method');
    expect(new Page(text).has('#teams')).toBe(true);
    expect(await htmlFaults(text)).toEqual([]);
    await storage.close();
  });

  it('responds 503 to /teams/results while the database is away', async () => {
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    await storage.close();
    const address = `/teams/results?key=${keyFor('a')}`;
    const { status, text } = await new Browser(testApp({ storage })).get(address);
    expect(status).toBe(503);
    expect(text).toContain('database does not answer');
  });
});

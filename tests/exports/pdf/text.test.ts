/** Whatever somebody types becomes lines that fit, with every character that can be printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fontRuns } from '../../../src/exports/pdf/fonts.ts';
import { linesOf, printable, styles } from '../../../src/exports/pdf/text.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a'.repeat(400),
    'e\u0301'.repeat(60),
    '👩‍👩‍👧 '.repeat(9),
    '–/-'.repeat(50),
  ),
);
const textOf = (lines: ReturnType<typeof linesOf>) =>
  lines.flatMap(({ runs }) => runs.map(({ text }) => text)).join('');
const unspaced = (text: string) => text.replaceAll(' ', '');

describe('linesOf', () => {
  it('keeps what is to stand apart so far from the word before', () => {
    const width = (apart?: number) =>
      linesOf(
        [{ text: '1' }, { text: ' ' }, { text: '2', ...(apart === undefined ? {} : { apart }) }],
        styles.body,
        200,
      )[0]?.width ?? Number.NaN;
    expect(width(20) - width(6)).toBeCloseTo(14);
    expect(width(20)).toBeGreaterThan(width());
  });

  it('makes lines no wider than the measure and loses no character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 60, max: 500 }), (text, measure) => {
        const lines = linesOf(text, styles.body, measure);
        for (const { width } of lines) expect(width).toBeLessThanOrEqual(measure + 0.02);
        expect(unspaced(textOf(lines))).toBe(unspaced(printable(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('sets runs from left to right without overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { runs, width } of linesOf([{ text }, { text, bold: true }], styles.lead, 300)) {
          let end = 0;
          for (const run of runs) {
            expect(run.x).toBeGreaterThanOrEqual(end - 1e-6);
            end = run.x + run.width;
          }
          expect(end).toBeLessThanOrEqual(width + 1e-6);
        }
      }),
    );
  });

  it('breaks between words and after hyphens, and inside a word only when nothing else fits', () => {
    const words = linesOf('customer-serving processes', styles.body, 62).map((line) => textOf([line]));
    expect(words).toEqual(['customer-', 'serving', 'processes']);
  });
});

describe('fontRuns', () => {
  const face = { family: 'sans', bold: false, italic: false } as const;
  const scripts = (text: string) =>
    fontRuns(text, face).map((run) => [run.text, run.font?.name.split('-')[1]]);

  it('takes each script from its own font', () => {
    expect(scripts('Zoë')).toEqual([['Zoë', 'latin']]);
    expect(scripts('Ζωή')).toEqual([['Ζωή', 'greek']]);
    expect(scripts('Оля и Ann')).toEqual([
      ['Оля', 'cyrillic'],
      [' ', 'latin'],
      ['и', 'cyrillic'],
      [' Ann', 'latin'],
    ]);
    expect(scripts('Nguyễn')).toEqual([
      ['Nguy', 'latin'],
      ['ễ', 'vietnamese'],
      ['n', 'latin'],
    ]);
  });

  it('tells characters apart that no font has', () => {
    expect(scripts('a李b')).toEqual([
      ['a', 'latin'],
      ['李', undefined],
      ['b', 'latin'],
    ]);
  });
});

describe('printable', () => {
  it('drops what cannot be seen and composes what can', () => {
    expect(printable('A\u0000\u001b[31mn\u202en\u200b \t\r\n e\u0301')).toBe('A[31mnn é');
  });
});

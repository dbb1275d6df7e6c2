/** Whatever somebody types becomes lines that fit, with every character that can be printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Face, fontRuns } from '../../../src/exports/pdf/fonts.ts';
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
  const runs = (text: string, more: Partial<Face> = {}) =>
    fontRuns(text, { ...face, ...more }).map((run) => [run.text, run.font?.name]);

  it.each(['Zoë', 'Ζωή', 'Оля и Ann', 'Nguyễn Łukasz', '1 − 2 – “3”…', ''])('sets %j in one run', (text) => {
    expect(runs(text)).toEqual([[text, 'sans-regular']]);
  });

  it.each([
    [{}, 'sans-regular', 'SourceSans3-Regular'],
    [{ italic: true }, 'sans-italic', 'SourceSans3-Italic'],
    [{ bold: true }, 'sans-bold', 'SourceSans3-SemiBold'],
    [{ bold: true, italic: true }, 'sans-boldItalic', 'SourceSans3-SemiBoldItalic'],
    [{ family: 'serif' }, 'serif-regular', 'SourceSerif4-Regular'],
    [{ family: 'serif', italic: true }, 'serif-italic', 'SourceSerif4-Italic'],
    [{ family: 'serif', bold: true }, 'serif-bold', 'SourceSerif4-SemiBold'],
    [{ family: 'serif', bold: true, italic: true }, 'serif-boldItalic', 'SourceSerif4-SemiBoldItalic'],
  ] as const)('takes the font of the face %j', (more, name, postscriptName) => {
    const [run] = fontRuns('a', { ...face, ...more });
    expect(run?.font?.name).toBe(name);
    expect(run?.font?.program).toMatchObject({ postscriptName });
  });

  it('gives each character that the font does not have a run of its own, without a font', () => {
    expect(runs('a李李b')).toEqual([
      ['a', 'sans-regular'],
      ['李', undefined],
      ['李', undefined],
      ['b', 'sans-regular'],
    ]);
  });

  it('does not part a letter from a mark that the font does not have', () => {
    expect(runs('xq\u20ddy')).toEqual([
      ['x', 'sans-regular'],
      ['q\u20dd', undefined],
      ['y', 'sans-regular'],
    ]);
  });
});

describe('Font.width', () => {
  const [run] = fontRuns('a', { family: 'sans', bold: false, italic: false });
  const width = (text: string) => run?.font?.width(text) ?? Number.NaN;

  it('is in ems, and the same when asked again', () => {
    expect(width('0')).toBeCloseTo(0.497, 3);
    expect(width('0')).toBeCloseTo(0.497, 3);
  });

  it('counts the kerning of a pair', () => {
    expect(width('AV')).toBeLessThan(width('A') + width('V'));
  });
});

describe('printable', () => {
  it('drops what cannot be seen and composes what can', () => {
    expect(printable('A\u0000\u001b[31mn\u202en\u200b \t\r\n e\u0301')).toBe('A[31mnn é');
  });
});

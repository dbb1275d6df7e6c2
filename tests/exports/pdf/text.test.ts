/** Any text becomes lines that fit, with every character that can be printed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Face, fontRuns } from '../../../src/exports/pdf/fonts.ts';
import { styles } from '../../../src/exports/pdf/styles.ts';
import { linesOf, missingWidth, printable, type Text } from '../../../src/exports/pdf/text.ts';

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

/** The texts of the runs of each line, without the space at its end. */
const runsOf = (lines: ReturnType<typeof linesOf>) =>
  lines.map(({ runs }) => runs.map(({ text }, i) => (i < runs.length - 1 ? text : text.replace(/ $/, ''))));
const widthOf = (text: Text) => linesOf(text, styles.body, 10_000)[0]?.width ?? Number.NaN;
const space = widthOf('a a') - 2 * widthOf('a');

describe('linesOf', () => {
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

  it('sets runs from left to right without overlap, up to the width of the line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { runs, width } of linesOf([{ text }, { text, bold: true }], styles.lead, 300)) {
          let end = 0;
          for (const run of runs) {
            expect(run.x).toBeGreaterThanOrEqual(end - 1e-6);
            end = run.x + run.width;
          }
          expect(end).toBeCloseTo(width, 6);
        }
      }),
    );
  });

  it.each(['', ' ', '\u0000'])('makes no lines of %j', (text) => {
    expect(linesOf(text, styles.body, 100)).toEqual([]);
  });

  it('makes one run of words that look the same', () => {
    const [line] = linesOf('one two three', styles.body, 500);
    expect(line?.runs).toMatchObject([{ x: 0, text: 'one two three ', width: line?.width }]);
  });

  it('puts as many words on a line as fit, and no width for spaces at its ends', () => {
    const width = widthOf('one two');
    expect(runsOf(linesOf('one two three', styles.body, width))).toEqual([['one two'], ['three']]);
    expect(runsOf(linesOf('one two three', styles.body, width - 0.02))).toEqual([
      ['one'],
      ['two'],
      ['three'],
    ]);
    expect(linesOf('one two three', styles.body, width).map(({ runs }) => runs[0]?.x)).toEqual([0, 0]);
  });

  it('makes a run of its own for each look, and gives the space to the run before it', () => {
    const [line] = linesOf([{ text: 'one ' }, { text: 'two', bold: true }], styles.body, 500);
    expect(line?.runs.map(({ text }) => text)).toEqual(['one ', 'two ']);
    expect(line?.runs.map(({ font }) => font?.name)).toEqual(['sans-regular', 'sans-bold']);
    expect(line?.runs[0]?.width).toBeCloseTo(widthOf('one') + space);
    expect(line?.runs[1]?.x).toBeCloseTo(widthOf('one') + space);
  });

  it.each([
    ['size', { size: 12 }],
    ['colour', { colour: '#123456' }],
    ['link', { link: { url: 'https://mirror.example/' } }],
  ])('makes a run of its own for another %s', (_what, look) => {
    const [line] = linesOf([{ text: 'a ' }, { text: 'b', ...look }, { text: ' c' }], styles.body, 500);
    expect(line?.runs.map(({ text }) => text)).toEqual(['a ', 'b ', 'c ']);
    const [, second, third] = line?.runs ?? [];
    expect(second).toMatchObject(look);
    expect(second?.width).toBeCloseTo((third?.x ?? Number.NaN) - (second?.x ?? Number.NaN));
  });

  it('keeps the parts of a word together that look different', () => {
    const text = [{ text: 'over un' }, { text: 'real', bold: true }, { text: 'istic' }];
    const lines = linesOf(text, styles.body, widthOf('over unrea'));
    expect(runsOf(lines)).toEqual([['over'], ['un', 'real', 'istic']]);
  });

  it.each([
    ['customer-serving', ['customer-', 'serving']],
    ['either/or', ['either/', 'or']],
    ['1–3', ['1–', '3']],
    ['one—two', ['one—', 'two']],
    ['-5', ['-5']],
    ['(-)x', ['(-)x']],
  ])('divides %j only after a joint between letters', (word, parts) => {
    const widest = Math.max(...parts.map((part) => widthOf(part)));
    expect(runsOf(linesOf(word, styles.body, widest)).flat()).toEqual(parts);
    expect(runsOf(linesOf(word, styles.body, 500))).toEqual([[word]]);
  });

  it('divides a word between its characters only when it is longer than a line', () => {
    const lines = linesOf('aa bbbbbbbb', styles.body, widthOf('bbbbb') + 0.001);
    expect(runsOf(lines).flat()).toEqual(['aa', 'bbbbb', 'bbb']);
    expect(runsOf(linesOf('aa bbbbb', styles.body, widthOf('bbbbb'))).flat()).toEqual(['aa', 'bbbbb']);
  });

  it('puts the first part of a long word on the line before when it fits there', () => {
    const lines = linesOf('i WWWWW', styles.body, widthOf('i WWW') + 0.001);
    expect(runsOf(lines).flat()).toEqual(['i WWW', 'WW']);
  });

  it('draws the mark of a perspective before the text and on its line', () => {
    const text: Text = [{ text: 'a ' }, { text: 'word', sign: 'us' }];
    const [line] = linesOf(text, styles.body, 500);
    const sign = 0.95 * styles.body.size;
    expect(line?.runs).toMatchObject([
      { text: 'a ', x: 0 },
      { text: '', sign: 'us', width: sign },
      { text: 'word ' },
    ]);
    expect(line?.runs[1]?.x).toBeCloseTo(widthOf('a') + space);
    expect(line?.runs[2]?.x).toBeCloseTo(widthOf('a') + space + sign);
    const long: Text = [{ text: 'aaaaaaaaaa ' }, { text: 'word', sign: 'us' }];
    expect(runsOf(linesOf(long, styles.body, widthOf(long) - 1))).toEqual([['aaaaaaaaaa'], ['', 'word']]);
  });

  it('joins the mark of a perspective to a text without a space between them', () => {
    const [line] = linesOf([{ text: 'a' }, { text: 'b', sign: 'us' }], styles.body, 500);
    expect(line?.runs[1]?.x).toBeCloseTo(widthOf('a'));
  });

  it('begins a line with the mark of a perspective without a space before it', () => {
    expect(linesOf([{ text: 'word', sign: 'me' }], styles.body, 500)[0]?.runs[0]?.x).toBe(0);
  });

  it('puts a given distance before a text instead of a space', () => {
    const width = (apart: object) => widthOf([{ text: '1' }, { text: ' ' }, { text: '2', ...apart }]);
    expect(width({ apart: 20 })).toBeCloseTo(2 * widthOf('1') + 20);
    expect(width({ apart: 1 })).toBeCloseTo(2 * widthOf('1') + 1);
    expect(width({})).toBeCloseTo(widthOf('1 2'));
  });

  it('ends each line in a space, so that readers do not join its last word to the next one', () => {
    const text = (measure: number, ...spans: string[]) =>
      textOf(
        linesOf(
          spans.map((text) => ({ text })),
          styles.body,
          measure,
        ),
      );
    expect(text(widthOf('two') + 0.1, 'one two')).toBe('one two ');
    expect(text(500, 'label')).toBe('label ');
    expect(text(500, 'name 李')).toBe('name 李 ');
  });

  it('ends a line without a space where a word goes on in the next one', () => {
    expect(textOf(linesOf('customer-serving', styles.body, widthOf('customer-') + 0.1))).toBe(
      'customer-serving ',
    );
    expect(textOf(linesOf('WWWW', styles.body, widthOf('WW') + 0.1))).toBe('WWWW ');
  });

  it('makes one run of neighbouring characters that no font has', () => {
    const [line] = linesOf('李明 小', styles.body, 500);
    expect(line?.runs.map(({ text, font }) => [text, font?.name])).toEqual([
      ['李明 小', undefined],
      [' ', 'sans-regular'],
    ]);
  });

  it('leaves the width of a line to write on for a character that no font has', () => {
    const [line] = linesOf('a李', styles.body, 500);
    expect(line?.runs[1]).toMatchObject({
      text: '李',
      font: undefined,
      width: missingWidth * styles.body.size,
    });
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

  it('takes emoji from the font of emoji, and only those', () => {
    expect(runs('a🎉👩🏽b')).toEqual([
      ['a', 'sans-regular'],
      ['🎉👩🏽', 'emoji'],
      ['b', 'sans-regular'],
    ]);
    expect(runs('李')).toEqual([['李', undefined]]);
  });

  it('gives characters that no font has one run without a font', () => {
    expect(runs('a李李b')).toEqual([
      ['a', 'sans-regular'],
      ['李李', undefined],
      ['b', 'sans-regular'],
    ]);
  });

  it('keeps a letter together with a mark that the font does not have', () => {
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
  it.each([
    ['composes a letter and its mark', 'e\u0301', 'é'],
    ['makes one space of tabs, line breaks and no-break spaces', 'a \t\r\n\u00a0\u2028\u2029\u3000b', 'a b'],
    ['drops control characters', 'A\u0000\u001b[31m\u0085', 'A[31m'],
    ['drops marks of direction, joiners and soft hyphens', 'n\u202e\u200b\u200d\u00ad', 'n'],
    ['drops half a surrogate pair', 'a\ud800b', 'ab'],
    ['drops variation selectors', '☺\ufe0e☺\ufe0f☺\ufe00', '☺☺☺'],
    ['keeps everything else', 'Zoë 李 👩 – “1”', 'Zoë 李 👩 – “1”'],
  ])('%s', (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

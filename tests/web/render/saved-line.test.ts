import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assessment/answers.ts';
import { letterOf } from '../../../src/codec/packed/letters.ts';
import { savedLine, savedParameter, undoneParameter } from '../../../src/web/render/saved-line.ts';
import { testContent } from '../../site.ts';

const { ratings } = testContent.scale;
const [never, sometimes, mostly, always] = ratings;
const was: Answer = { me: 2, us: 1 };

/** The line of a visitor whose present answer to 3.1 is `now`. */
const lineFor = (now: Answer | undefined, query: Record<string, unknown>, list?: string) =>
  savedLine(
    testContent,
    { assessment: { id: 'a1' }, answers: new Map(now ? [['3.1', now]] : []) },
    query,
    list,
  );
const asQuery = (parameter: string) => Object.fromEntries([parameter.split('=')]);
const saved = (before?: Answer) => asQuery(savedParameter('3.1', before));

describe('savedLine', () => {
  it.each<[string, Answer | undefined, Answer | undefined, string]>([
    ['a new answer', { me: 2, us: 1 }, undefined, `saved: me ${mostly}, us ${sometimes}`],
    ['one changed rating', { me: 2, us: 3 }, was, `changed: us ${sometimes} → ${always}`],
    [
      'two changed ratings',
      { me: 0, us: 'not-applicable' },
      was,
      `changed: me ${mostly} → ${never}, us ${sometimes} → doesn’t apply`,
    ],
    ['the same answer', was, was, `kept: me ${mostly}, us ${sometimes}`],
    ['a cleared answer', undefined, was, 'cleared'],
  ])('says what was saved: %s', (_what, now, before, text) => {
    expect(lineFor(now, saved(before))).toMatchObject({ id: '3.1', text });
  });

  it('offers Undo with the answer now and before, in the same list', () => {
    expect(lineFor({ me: 2, us: 3 }, saved(was), 'low')?.undo).toEqual({
      assessment: 'a1',
      now: letterOf({ me: 2, us: 3 }),
      was: letterOf(was),
      list: 'low',
    });
    expect(lineFor({ me: 2, us: 3 }, saved())?.undo).toMatchObject({ was: '-' });
  });

  it('offers no Undo when nothing changed, and none of an Undo', () => {
    expect(lineFor(was, saved(was))?.undo).toBeUndefined();
    expect(lineFor(was, asQuery(undoneParameter('3.1')))).toMatchObject({
      text: `is as before: me ${mostly}, us ${sometimes}`,
      undo: undefined,
    });
    expect(lineFor(undefined, asQuery(undoneParameter('3.1')))?.text).toBe('is as before: not answered');
  });

  it('is undefined when the answer is not there, as after a browser refused the cookie', () => {
    expect(lineFor(undefined, saved())).toBeUndefined();
    expect(savedLine(testContent, { assessment: undefined, answers: new Map() }, saved())).toBeUndefined();
  });

  it.each([
    '',
    '3.1',
    '3.1z',
    '3.1aa',
    '3.01a',
    '0.1a',
    '3.1a\n',
    ' 3.1a',
    '<b>a',
    'x'.repeat(9999),
    ['3.1a', '3.1b'],
    7,
    null,
  ])('is undefined for saved=%j', (value) => {
    expect(lineFor(was, { saved: value })).toBeUndefined();
  });

  it.each(['', '3', '3.1a', '<b>', ['3.1'], 3.1])('is undefined for undone=%j', (value) => {
    expect(lineFor(was, { undone: value })).toBeUndefined();
  });

  it('has another key for each text, list and assessment, because views cache it', () => {
    const keys = [
      lineFor(was, saved()),
      lineFor(was, saved(), 'low'),
      lineFor({ me: 0, us: 1 }, saved()),
      lineFor(was, saved(was)),
      lineFor(was, asQuery(undoneParameter('3.1'))),
    ].map((line) => line?.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

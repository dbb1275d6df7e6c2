import { describe, expect, it } from 'vitest';
import { editionNotice, isSharedFrom, linksOf } from '../../../src/web/share/shared-reports.ts';
import { answersTo, assessmentWith, firstLevel, keyQuestions, secondLevel } from '../state.ts';

const answers = answersTo(keyQuestions);
const assessment = assessmentWith(answers, { level: firstLevel, changedOn: 20_000 });
const report = { person: '', group: '', level: firstLevel, answeredOn: 20_000, answers };

describe('isSharedFrom', () => {
  it.each([
    ['the same content', {}, true],
    ['names', { person: 'Zoë', group: 'Ward 7' }, true],
    ['another level', { level: secondLevel }, false],
    ['another day', { answeredOn: 19_999 }, false],
    ['another answer', { answers: new Map([...answers].slice(1)) }, false],
  ])('of a report with %s is right', (_what, given, expected) => {
    expect(isSharedFrom(assessment, { ...report, ...given })).toBe(expected);
  });
});

describe('linksOf', () => {
  it.each([
    ['nothing from an empty query', {}, []],
    ['one link', { with: 'a' }, ['a']],
    [
      'repeated and numbered fields in order',
      { with4: 'd', with: ['a', 'b'], with2: 'c' },
      ['a', 'b', 'c', 'd'],
    ],
    ['nothing from a field that is no text', { with: { a: 1 }, with2: 'c' }, ['c']],
    ['at most 4,000 characters of a link', { with: 'x'.repeat(4_001) }, ['x'.repeat(4_000)]],
  ])('reads %s', (_what, query, links) => {
    expect(linksOf.parse(query)).toEqual(links);
  });
});

describe('editionNotice', () => {
  it('is empty for the present edition and names both editions otherwise', () => {
    expect(editionNotice('The answers of Zoë', 2, 2)).toBe('');
    expect(editionNotice('The answers of Zoë', 1, 2)).toMatch(
      /^The answers of Zoë are to edition 1 .* edition 2/,
    );
  });
});

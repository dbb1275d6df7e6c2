import { describe, expect, it } from 'vitest';
import { newVisitor } from '../../../src/assessment/visitor.ts';
import {
  counted,
  dayInWords,
  listed,
  questionLabel,
  savedUntil,
  shortRating,
  worksheetUntil,
} from '../../../src/web/render/wording.ts';
import { dayOf } from '../../days.ts';
import { questionAt } from '../state.ts';

describe('questionLabel', () => {
  const label = (statement: string) =>
    questionLabel({ ...questionAt(0), id: '1.1', statements: { me: 'I.', us: statement } }, 20);

  it('returns the whole statement when the label has as many characters as allowed', () => {
    expect(label('a statement, 16.')).toBe('1.1 a statement, 16.');
  });

  it('cuts a longer statement at a word, without punctuation before the ellipsis', () => {
    expect(label('a statement, longer')).toBe('1.1 a statement…');
    expect(label('a statement of 17')).toBe('1.1 a statement of…');
  });
});

describe('counted', () => {
  it.each([
    [0, '0 questions'],
    [1, '1 question'],
    [1_234, '1,234 questions'],
  ])('for %i returns "%s"', (count, expected) => {
    expect(counted(count, 'question')).toBe(expected);
  });

  it('uses an irregular plural', () => {
    expect(counted(2, 'person', 'people')).toBe('2 people');
  });
});

describe('dates', () => {
  it('savedUntil returns the day a year after saving, and nothing before the first save', () => {
    expect(savedUntil({ ...newVisitor, savedOn: dayOf(new Date('2026-11-21')) })).toBe('21 November 2027');
    expect(savedUntil({ ...newVisitor, savedOn: 0 })).toBe('');
  });

  it('worksheetUntil returns the day a year after saving, and nothing before the first save', () => {
    expect(worksheetUntil({ savedOn: '2026-11-21' })).toBe('21 November 2027');
    expect(worksheetUntil({ savedOn: '' })).toBe('');
  });

  it('dayInWords returns a day in words, and nothing for no day', () => {
    expect(dayInWords('2027-03-01')).toBe('1 March 2027');
    expect(dayInWords('')).toBe('');
  });
});

it('listed joins names with commas and "and"', () => {
  expect(listed(['Ward 7', 'Ward 8', 'Ward 9'])).toBe('Ward 7, Ward 8 and Ward 9');
});

it('shortRating returns "n/a" for not applicable, else the number', () => {
  expect([shortRating('not-applicable'), shortRating(0)]).toEqual(['n/a', '0']);
});

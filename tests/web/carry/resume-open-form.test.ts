import { describe, expect, it } from 'vitest';
import { parseOpenForm } from '../../../src/web/carry/resume-open-form.ts';

const nothing = { from: 'link', seen: '', entered: { picks: new Map() } };

describe('parseOpenForm', () => {
  it('reads every field', () => {
    const body = { from: 'file', seen: 'abc', how: 'merge', wins: 'here', plan: 'brought', moments: 'here' };
    const { from, seen, ...entered } = body;
    expect(parseOpenForm(body)).toEqual({ from, seen, entered: { ...entered, picks: new Map() } });
  });

  it('reads the questions that are decided one by one, for any id of an assessment', () => {
    const body = { 'pick-1-3.7': 'here', 'pick-a1b2-10.10': 'brought', 'pick-1-1.1': '', 'pick-1-1.2': 'x' };
    const { picks } = parseOpenForm(body).entered;
    expect(picks).toEqual(
      new Map([
        ['1-3.7', 'here'],
        ['a1b2-10.10', 'brought'],
      ]),
    );
  });

  it.each([
    ['an empty form', {}],
    ['unknown values', { from: 'x', how: 'x', wins: 'x', plan: ['here', 'brought'], moments: {}, seen: [] }],
    [
      'names that are nearly of a question',
      { 'pick-1-3.7x': 'here', 'pick--3.7': 'here', 'pick-1-0.7': 'here' },
    ],
  ])('counts %s as nothing chosen', (_what, body) => {
    expect(parseOpenForm(body)).toEqual(nothing);
  });
});

import { describe, expect, it } from 'vitest';
import { claimFaults } from '../../src/content/claims.ts';
import { testContent } from '../site.ts';
import { smallContent } from './small.ts';

/** The faults of a question with this text under "Why this matters". */
const faultsOf = (why: string) =>
  claimFaults(
    smallContent({ 'principles/2/2.2.md': (text) => text.replace('Because of the *sea*.', why) }),
  ).map(({ message }) => message);
const fault = (got: string) => `expected a source with its year, or "Suppose" before it; got: "${got}"`;

describe('claimFaults', () => {
  it('finds none in the shipped content', () => {
    expect(claimFaults(testContent)).toEqual([]);
  });

  it.each([
    ['It began in 1998.', '1998'],
    ['Complaints fell by 40 %.', 'fell by 40'],
    ['Nearly 12 per cent came back.', '12 per cent'],
    ['The part cost £8.', '£8.'],
    ['They lost 300 dollars.', '300 dollars'],
    ['Jan Carlzon, *Moments of Truth* (1987).\n\nIt fell by 40%.', 'fell by 40'],
    ['It fell by 40%. Suppose it had not.', 'fell by 40'],
    ['Complaints fell from nine a week to two.', 'fell from nine'],
    ['Within a month calls had dropped by about a third.', 'dropped by about a third'],
    ['Then waiting times halved.', 'halved'],
    ['There were twice as many orders as before.', 'twice as many orders as before'],
    ['They make fewer mistakes than before.', 'fewer mistakes than before'],
  ])('finds the figure in "%s"', (text, got) => {
    expect(faultsOf(text)).toEqual([fault(got)]);
  });

  it.each([
    'Ten people waited for 45 minutes.',
    'Suppose 40 % of them call again.',
    'Suppose complaints fell from nine a week to two.',
    'Take the worst and halve it.',
    'She rose from her chair.',
    'In one factory output rose by a third (Coch and French, 1948).',
    'Imagine that it began in 1998.',
    'Reichheld (2003) found 40 %.',
    'In four companies 40 % stayed (Reinartz and Kumar, 2002).',
  ])('finds none in "%s"', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['a list of a question', 'principles/2/2.2.md', '- Sinking.', '- Sinking, as in 1998.'],
    ['an introduction', 'principles/2/principle.md', /$/, '\nIt began in 1998.\n'],
    ['a competency', 'competencies/CARE.md', /(?<=## Essay\n)/, '\nIt began in 1998.\n'],
  ])('looks into %s', (_, file, at, text) => {
    const [found] = claimFaults(smallContent({ [file]: (all) => all.replace(at, text) }));
    expect(found).toMatchObject({ file, message: expect.stringContaining('got: "1998"') });
  });
});

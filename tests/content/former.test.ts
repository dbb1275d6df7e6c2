import { describe, expect, it } from 'vitest';
import { formerContent } from '../../src/content/former.ts';
import { testContent } from '../site.ts';
import { faultsWith, smallContent } from './small.ts';

const file = `ratings: ["No", "Rarely", "Often", "Yes"]
not-applicable: "No idea"
principles: { "2": "Sailing" }
competencies: { CARE: { title: "Looking after", short: "After" } }
statements: { "2.1": "We swim.", "2.2": "We dive." }
`;

describe('the wording of an earlier edition', () => {
  it('is read from a file named after the edition', () => {
    const former = smallContent({ 'editions/6.yaml': file }).formerEditions.get(6);
    expect(former?.ratings).toEqual(['No', 'Rarely', 'Often', 'Yes']);
    expect(former?.statements.get('2.1')).toBe('We swim.');
  });

  it('is optional', () => {
    expect(smallContent().formerEditions.size).toBe(0);
    expect(formerContent(smallContent(), 6)).toBeUndefined();
  });

  it('gives the content with the questions of that edition, their titles and no guidance', () => {
    const content = formerContent(smallContent({ 'editions/6.yaml': file }), 6);
    const { edition, questions, competencies, principles } = content?.instrument ?? {};
    expect(edition).toBe(6);
    expect(questions?.map(({ id, statements }) => [id, statements.us])).toEqual([
      ['2.1', 'We swim.'],
      ['2.2', 'We dive.'],
    ]);
    expect(
      competencies?.map(({ id, short, questions: own }) => [id, short, own.map((one) => one.id)]),
    ).toEqual([
      ['SPEED', 'SPEED', []],
      ['CARE', 'After', ['2.2', '2.1']],
    ]);
    expect(principles?.[0]?.title).toBe('Sailing');
    expect(content?.guidance.size).toBe(0);
  });

  it('has no reverse question, because edition 1 had none', () => {
    const questions = formerContent(testContent, 1)?.instrument.questions ?? [];
    expect(questions).toHaveLength(100);
    expect(questions.filter(({ reverse }) => reverse)).toEqual([]);
  });

  it('has its faults listed', () => {
    expect(faultsWith({ 'editions/six.yaml': file })).toEqual([
      'editions/six.yaml: expected the number of an edition as its name, like 1.yaml',
    ]);
    expect(faultsWith({ 'editions/6.yaml': file.replace('"Yes"', '""') })).toEqual([
      'editions/6.yaml: ratings.3: expected some text; got: ""',
    ]);
  });
});

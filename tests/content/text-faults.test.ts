import { describe, expect, it } from 'vitest';
import { eachIsListed } from './cases.ts';
import { faultsWith, fullGuidance, guidance, swap } from './small.ts';

const guided = 'principles/2/2.2.md';

/** The question with all parts, one of them changed. */
const full = (from: string, to: string) => (text: string) =>
  swap(from, to)(text.replace(guidance, fullGuidance));

describe('the parts of a text', () => {
  const part = (heading: string) => new RegExp(`\n## ${heading}\n[^#]*`);

  eachIsListed([
    [
      'a missing part of the guidance',
      { [guided]: swap(part('Coaching'), '\n') },
      [`${guided}: Coaching: expected a part headed "## Coaching"`],
    ],
    [
      'a list that is none',
      { [guided]: swap('- Sinking.', 'Sinking.') },
      [`${guided}: Avoid: expected a list, each line beginning with "- " or "1. "`],
    ],
    [
      'a heading that comes twice',
      { [guided]: swap('## A side topic', '## Do') },
      [`${guided}: Do: expected this heading once, it comes twice`],
    ],
    [
      'a part without text',
      { [guided]: swap('Bail first.\n', '') },
      [`${guided}: Coaching: expected some text under this heading`],
    ],
    [
      'lines for other than four ratings',
      { [guided]: full('- **Often**: dry, but for storms.\n', '') },
      [`${guided}: What the ratings look like: expected four lines, for ratings 0 to 3; got: 3`],
    ],
    [
      'a line for a rating without its label',
      { [guided]: full('**Often**: dry', 'Dry') },
      [
        `${guided}: What the ratings look like: expected the label of the rating in bold, then a text, like "**Sometimes**: …"; got: "Dry, but for storms."`,
      ],
    ],
    [
      'coaching for only some starts',
      { [guided]: full('**I am ahead.** Hand out buckets.', 'Hand out buckets.') },
      [`${guided}: Coaching: expected a paragraph that begins with "**I am ahead.**", and some text in it`],
    ],
    [
      'a related question that does not exist',
      { [guided]: full('- 5.1, the anchor', '- 5.9, the anchor') },
      [`${guided}: Related: expected another question of the instrument; got: "5.9"`],
    ],
    [
      'a question that is related to itself',
      { [guided]: full('- 5.1, the anchor', '- 2.2, the anchor') },
      [`${guided}: Related: expected another question of the instrument; got: "2.2"`],
    ],
    [
      'a related question without a reason',
      { [guided]: full('- 5.1, the anchor', '- 5.1') },
      [`${guided}: Related: expected the id of a question, a comma and a reason; got: "5.1"`],
    ],
    [
      'an unknown part of a competency',
      { 'competencies/CARE.md': (text) => `${text}\n## Postscript\n\nMore.\n` },
      [/^competencies\/CARE\.md: Postscript: unexpected part; expected only: Description, Essay, Steps/],
    ],
    [
      'a missing part of a competency',
      { 'competencies/CARE.md': swap(part('Both low'), '\n') },
      ['competencies/CARE.md: Both low: expected a part headed "## Both low"'],
    ],
    [
      'steps that are not a list',
      { 'competencies/CARE.md': swap('1. Take a step.\n2. Take another.', 'Take a step.') },
      [/^competencies\/CARE\.md: Steps: expected a list/],
    ],
    [
      'a competency whose id is not its file’s name',
      { 'competencies/CARE.md': swap('id: CARE', 'id: LOVE') },
      ['competencies/CARE.md: id: expected "CARE", as the file is named; got: "LOVE"'],
    ],
    [
      'a band without advice in a lens',
      { 'lenses/level/calm.md': swap(part('Fair'), '\n') },
      ['lenses/level/calm.md: Fair: expected a part headed "## Fair"'],
    ],
    [
      'advice for a band that does not exist',
      { 'lenses/level/calm.md': swap('## Fair', '## Middling') },
      [
        /^lenses\/level\/calm\.md: Middling: unexpected part; expected only: Weak, Fair, Fine/,
        'lenses/level/calm.md: Fair: expected a part headed "## Fair"',
      ],
    ],
    [
      'a lens entry that says nothing before its parts',
      { 'lenses/level/calm.md': swap('About calm.\n', '') },
      ['lenses/level/calm.md: expected a paragraph before the first heading'],
    ],
  ]);

  it('reports a principle whose number differs from its folder’s name', () => {
    expect(faultsWith({ 'principles/12/principle.md': swap('id: 12', 'id: 13') })).toContain(
      'principles/12/principle.md: id: expected 12, the name of its folder; got: 13',
    );
  });

  it('accepts any other heading of a question as a side topic', () => {
    expect(
      faultsWith({
        [guided]: `---\nid: "2.2"\nstatement: S.\nkey: true\ncompetency: CARE-1\ntier: roof\n---\n${guidance}\n## Another\n\nText.\n`,
      }),
    ).toEqual([]);
  });
});

describe('the sample', () => {
  eachIsListed([
    [
      'an answer to what is no id of a question',
      { 'sample.yaml': (text) => `${text}  "first": [1, 1]\n` },
      [
        'sample.yaml: answers.first: expected "principle.item", like "3.7", numbers from 1 to 999; got: "first"',
      ],
    ],
    [
      'an answer to a question that does not exist',
      { 'sample.yaml': (text) => `${text}  "2.99": [1, 1]\n` },
      ['sample.yaml: answers.2.99: expected the id of a question'],
    ],
    [
      'a goal of a question that is not asked',
      {
        'sample.yaml': (text) =>
          `${text}contract: { goals: [{ text: a, owner: b, due: "2026-12-01", question: "2.99" }], less: a, record: a, support: a, momentum: a, reward-on-the-way: a, reward-at-end: a, signed-by: a, signed-on: "2026-11-01", retake-on: "2027-05-01" }\n`,
      },
      ['sample.yaml: contract.goals.0.question: expected the id of a question'],
    ],
    [
      'a moment without a name',
      {
        'sample.yaml': (text) =>
          `${text}moments: { cycle: a, moments: [{ now: a, should: b, waste: c, who: d }] }\n`,
      },
      [/^sample\.yaml: moments\.moments\.0\.name: /],
    ],
    [
      'a rating that does not exist',
      { 'sample.yaml': swap('[3, 1]', '[4, 1]') },
      [/^sample\.yaml: answers\.12\.1\.0: expected 0, 1, 2, 3 or na; got: 4/],
    ],
    [
      'half an answer',
      { 'sample.yaml': swap('[3, 1]', '[3]') },
      [/^sample\.yaml: answers\.12\.1: expected two ratings, me and us/],
    ],
    [
      'a level of the business that does not exist',
      { 'sample.yaml': swap('level: ship', 'level: fleet') },
      ['sample.yaml: level: expected one of crew, ship; got: "fleet"'],
    ],
    [
      'a date that is none',
      { 'sample.yaml': swap('2026-03-04', '2026-02-31') },
      [/^sample\.yaml: date: expected a date in quotes/],
    ],
  ]);
});

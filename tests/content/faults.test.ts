import { describe, expect, it } from 'vitest';
import { ContentError } from '../../src/content/files/faults.ts';
import { loadContent } from '../../src/content/load.ts';
import { eachIsListed } from './cases.ts';
import { faultsWith, smallFolder, swap } from './small.ts';

const question = 'principles/2/2.1.md';
const guided = 'principles/2/2.2.md';

describe('a content folder without faults', () => {
  it('loads', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it('loads without a sample, which is optional', () => {
    expect(faultsWith({ 'sample.yaml': undefined })).toEqual([]);
  });

  it('loads with Windows line ends and a byte order mark', () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect(faultsWith({ [question]: windows, [guided]: windows, 'framework.yaml': windows })).toEqual([]);
  });
});

describe('a missing file', () => {
  eachIsListed([
    [
      'the framework',
      { 'framework.yaml': undefined },
      ['framework.yaml: expected this file; it does not exist'],
    ],
    [
      'a principle’s own file',
      { 'principles/5/principle.md': undefined },
      [/^principles[/]5[/]principle\.md: expected this file; it does not exist/],
    ],
    [
      'a question in the order',
      { 'principles/2/2.5.md': undefined },
      ['framework.yaml: order: "2.5" has no file; expected principles/2/2.5.md'],
    ],
    [
      'a competency',
      { 'competencies/SPEED.md': undefined },
      ['competencies/SPEED.md: expected this file; it does not exist'],
    ],
    [
      'an entry of a lens',
      { 'lenses/tier/roof.md': undefined },
      ['lenses/tier/roof.md: expected this file; it does not exist'],
    ],
  ]);

  it('is the framework when the folder does not exist, and the message has the folder', () => {
    expect(() => loadContent('/nowhere/at/all')).toThrow(
      /^The content in \/nowhere\/at\/all has .*:\n {2}framework\.yaml: expected this file; it does not exist/,
    );
  });

  it('is the folder of principles when there is none', () => {
    const none = Object.fromEntries(
      ['2/principle', '2/2.1', '2/2.2', '2/2.3', '2/2.4', '2/2.5', '5/principle', '5/5.1', '5/5.2', '5/5.3']
        .concat(['5/5.4', '12/principle', '12/12.1', '12/12.2', '12/12.3'])
        .map((file) => [`principles/${file}.md`, undefined]),
    );
    expect(faultsWith(none)).toContain('principles: expected this folder; it does not exist');
  });
});

describe('a file that cannot be parsed', () => {
  eachIsListed([
    [
      'a framework that is not YAML, with the reason and the line',
      { 'framework.yaml': swap('edition: 7', 'edition: [7') },
      [/^framework\.yaml: not valid YAML: .*line/],
    ],
    [
      'front matter that is not YAML',
      { [question]: swap('key: true', 'key: "true') },
      [/^principles\/2\/2\.1\.md: not valid YAML: /],
    ],
    [
      'a file without front matter',
      { [question]: 'Just some text.\n' },
      [/^principles\/2\/2\.1\.md: expected front matter between two lines of ---/],
    ],
    [
      'a sample that is not YAML',
      { 'sample.yaml': swap('name: Ann Other', 'name: "Ann Other') },
      [/^sample\.yaml: not valid YAML: /],
    ],
  ]);
});

describe('several faults', () => {
  const elsewhere = {
    [question]: swap(/tier: \w+/, 'tier: cellar'),
    [guided]: swap(/\n## Coaching\n[^#]*/, '\n'),
    'principles/5/principle.md': swap('title: Principle 5', 'title: ""'),
    'principles/5/5.1.md': swap('tier:', 'key: perhaps\ntier:'),
    'competencies/CARE.md': swap('title: Competency CARE', 'title: ""'),
    'lenses/level/calm.md': swap('About calm.\n', ''),
    'glossary.md': '---\nforms: { Keel: [keels] }\n---\n\n## Bow\n\nThe front.\n',
    'sample.yaml': swap('[3, 1]', '[4, 1]'),
  };
  const allElsewhere = [
    /^principles[/]2[/]2\.1\.md: tier: expected one of .*; got: "cellar"/,
    /^principles[/]2[/]2\.2\.md: Coaching: expected a part/,
    /^principles[/]5[/]principle\.md: title: expected some text/,
    /^principles[/]5[/]5\.1\.md: key: expected true or false/,
    /^competencies[/]CARE\.md: title: expected some text/,
    /^lenses[/]level[/]calm\.md: expected a paragraph/,
    /^glossary\.md: forms\.Keel: expected a term of this glossary/,
    /^sample\.yaml: answers\.12\.1\.0: expected 0, 1, 2, 3 or na/,
  ];

  it.each([
    ['a field of the framework that is wrong', swap('edition: 7', 'edition: seven'), 1],
    ['an unknown field of the framework', swap('edition: 7', 'edition: 7\ncolour: blue'), 1],
    [
      'lists of the framework that are none',
      swap(/(competencies|order|bands|lenses):/g, '$1: none\nnot-$1:'),
      5,
    ],
    ['a framework that is not YAML', swap('edition: 7', 'edition: [7'), 1],
    ['a framework that is a sentence', 'We have no framework.\n', 1],
    ['no framework', undefined, 1],
  ])('are all reported together with %s', (_name, framework, ofFramework) => {
    const faults = faultsWith({ ...elsewhere, 'framework.yaml': framework });
    const about = (file: string) => faults.filter((fault) => fault.startsWith(file));
    expect(about('framework.yaml')).toHaveLength(ofFramework);
    for (const expected of allElsewhere) expect(faults).toContainEqual(expect.stringMatching(expected));
    expect(faults).toHaveLength(ofFramework + allElsewhere.length);
  });

  it('of other files are not invented when only the framework has a fault', () => {
    for (const framework of [
      swap(/(competencies|order|bands|lenses|levels-of-business):/g, 'no-$1:'),
      'none',
      undefined,
    ])
      for (const fault of faultsWith({ 'framework.yaml': framework }))
        expect(fault).toMatch(/^framework\.yaml: /);
  });

  it('are counted and listed one a line', () => {
    const folder = smallFolder({
      'framework.yaml': swap('below: 70', 'below: 30'),
      [question]: swap(/tier: \w+/, 'tier: [cellar]'),
      'principles/5/5.1.md': 'no front matter',
      'principles/12/principle.md': swap('title: Principle 12', 'title: ""'),
    });
    let error: unknown;
    try {
      loadContent(folder);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ContentError);
    const { message, faults } = error as ContentError;
    expect(faults.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        'framework.yaml',
        question,
        'principles/5/5.1.md',
        'principles/12/principle.md',
      ]),
    );
    expect(message).toContain(`The content in ${folder} has ${faults.length} faults:\n`);
    expect(message.split('\n')).toHaveLength(faults.length + 1);
  });
});

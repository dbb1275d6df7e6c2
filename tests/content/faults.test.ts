import { describe, expect, it } from 'vitest';
import { ContentError } from '../../src/content/files/faults.ts';
import { loadContent } from '../../src/content/load.ts';
import { faultsWith, guidance, smallFolder, swap } from './small.ts';

const question = 'principles/2/2.1.md';
const guided = 'principles/2/2.2.md';

/** The name of a fault, the changes that cause it, and the faults that must be listed. */
type Case = readonly [string, Parameters<typeof faultsWith>[0], readonly (string | RegExp)[]];

function eachIsListed(cases: readonly Case[]): void {
  it.each(cases)('reports %s', (_name, changes, expected) => {
    const faults = faultsWith(changes);
    expect(faults).toHaveLength(expected.length);
    for (const [i, fault] of expected.entries()) expect(faults[i]).toMatch(fault);
  });
}

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

describe('a field of a question', () => {
  eachIsListed([
    [
      'a tier that does not exist, with those that do',
      { [question]: swap(/tier: \w+/, 'tier: cellar') },
      [`${question}: tier: expected one of ground, floor, roof; got: "cellar"`],
    ],
    [
      'a level that does not exist',
      { [question]: swap('level: warm', 'level: lukewarm') },
      [`${question}: level: expected one of calm, warm; got: "lukewarm"`],
    ],
    [
      'a demand that does not exist',
      { [question]: swap('level: warm', 'demand: "9"') },
      [`${question}: demand: expected one of 1, 2, 3; got: "9"`],
    ],
    [
      'a competency that does not exist',
      { [question]: swap('CARE-2', 'LOVE-2') },
      [`${question}: competency: expected one of SPEED, CARE; got: "LOVE"`],
    ],
    [
      'a competency without a place',
      { [question]: swap('CARE-2', 'CARE') },
      [`${question}: competency: expected a competency and a place in it, like ES-2; got: "CARE"`],
    ],
    [
      'a place in a competency that is taken',
      { 'principles/5/5.1.md': swap('CARE-3', 'CARE-2') },
      ['principles/5/5.1.md: competency: expected a place of its own; CARE-2 belongs to "2.1" already'],
    ],
    [
      'a statement that is empty',
      { [question]: swap('"Statement of 2.1."', '"  "') },
      [`${question}: statement: expected some text; got: ""`],
    ],
    [
      'a statement that is missing',
      { [question]: swap('statement: "Statement of 2.1."\n', '') },
      [`${question}: statement: expected text; got: nothing`],
    ],
    [
      'an id that is a number and not text',
      { [question]: swap('"2.1"', '2.1') },
      [`${question}: id: expected a question id in quotes, like "3.7"; got: 2.1`],
    ],
    [
      'a key that is neither true nor false',
      { [question]: swap('key: true', 'key: yes please') },
      [`${question}: key: expected true or false; got: "yes please"`],
    ],
    ['an unknown field', { [question]: swap('key: true', 'kye: true') }, [/^principles\/2\/2\.1\.md: .*kye/]],
  ]);

  it('reports an id that differs from the file’s name', () => {
    expect(faultsWith({ [question]: swap('id: "2.1"', 'id: "2.9"') })).toContain(
      `${question}: id: expected "2.1", as the file and its folder are named; got: "2.9"`,
    );
  });

  it('reports an id that belongs into another principle’s folder', () => {
    expect(
      faultsWith({ 'principles/2/5.9.md': '---\nid: "5.9"\nstatement: S.\ntier: roof\n---\n' }),
    ).toContainEqual(expect.stringMatching(/^principles\/2\/5\.9\.md: id: expected .*; got: "5\.9"/));
  });

  it('reports a second file with the id of the first', () => {
    const faults = faultsWith({ 'principles/2/2.9.md': '---\nid: "2.1"\nstatement: S.\ntier: roof\n---\n' });
    expect(faults).toContainEqual(expect.stringMatching(/^principles\/2\/2\.9\.md: id: expected "2\.9"/));
  });
});

describe('the order', () => {
  eachIsListed([
    [
      'a question that comes twice',
      { 'framework.yaml': swap('"5.3"]', '"5.3","2.1"]') },
      ['framework.yaml: order: expected each question once; "2.1" comes twice'],
    ],
    [
      'a question that is missing from it',
      { 'framework.yaml': swap(',"5.3"]', ']') },
      ['framework.yaml: order: expected every question; "5.3" is missing'],
    ],
    [
      'an entry that is not an id',
      { 'framework.yaml': swap('"5.3"]', '"five"]') },
      [/^framework\.yaml: order\.1\.\d+: expected "principle\.item".*; got: "five"/],
    ],
    [
      'that no question is a key question',
      Object.fromEntries(
        ['2/2.1', '2/2.2', '5/5.4', '12/12.3'].map((file) => [
          `principles/${file}.md`,
          swap('key: true', 'key: false'),
        ]),
      ),
      [/^framework\.yaml: order: expected at least one question with "key: true"/],
    ],
  ]);
});

describe('the framework', () => {
  const changed = (from: string | RegExp, to: string) => ({ 'framework.yaml': swap(from, to) });

  it.each([
    [
      'bands whose edges do not rise',
      changed('below: 70', 'below: 40'),
      /: bands: expected rising "below" edges/,
    ],
    [
      'a last band with an edge',
      changed('title: "Fine"', 'title: "Fine", below: 90'),
      /: bands: expected rising/,
    ],
    ['a band in the middle without an edge', changed(', below: 70', ''), /: bands: expected rising/],
    [
      'an edge above 100',
      changed('below: 70', 'below: 170'),
      /: bands\.1\.below: expected 0 to 100; got: 170/,
    ],
    [
      'one band only',
      changed(/ {2}- \{ id: (weak|fair)[^\n]*\n {2}- \{ id: fair[^\n]*\n/, ''),
      /: bands: expected at least two/,
    ],
    ['a missing label of the scale', changed('"Never", ', ''), /: scale\.ratings: expected four labels/],
    [
      'an edition that is not a number',
      changed('edition: 7', 'edition: seven'),
      /: edition: expected a whole number; got: "seven"/,
    ],
    [
      'no level of the business',
      changed(/levels-of-business:\n.*\n.*\n/, 'levels-of-business: []\n'),
      /: levels-of-business: expected at least one level/,
    ],
    [
      'a threshold that is missing',
      changed('  ahead-by: 2\n', ''),
      /: thresholds\.ahead-by: .*; got: nothing/,
    ],
    [
      'a threshold that is text',
      changed('ahead-by: 2', 'ahead-by: "2"'),
      /: thresholds\.ahead-by: expected a whole number|: thresholds\.ahead-by: .*got: "2"/,
    ],
    ['an unknown field', changed('edition: 7', 'edition: 7\ncolour: blue'), /colour/],
  ])('reports %s', (_name, changes, expected) => {
    const faults = faultsWith(changes);
    expect(faults).toContainEqual(expect.stringMatching(expected));
    for (const fault of faults) expect(fault).toMatch(/^framework\.yaml: /);
  });

  it.each([
    ['a competency', 'competencies: [SPEED, CARE]', 'competencies: [SPEED, CARE, SPEED]'],
    ['a tier', '["ground","floor","roof"]', '["ground","floor","roof","floor"]'],
    [
      'a level of the business',
      '  - { id: ship, name: "the ship" }',
      '  - { id: ship, name: "a" }\n  - { id: ship, name: "b" }',
    ],
    ['a band', '{ id: fair, title: "Fair"', '{ id: weak, title: "Fair"'],
  ])('reports an id of %s that comes twice', (_name, from, to) => {
    expect(faultsWith(changed(from, to))).toContainEqual(expect.stringMatching(/^framework\.yaml: .*twice/));
  });
});

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
      'an answer to a question that does not exist',
      { 'sample.yaml': (text) => `${text}  "2.99": [1, 1]\n` },
      ['sample.yaml: answers.2.99: expected the id of a question'],
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

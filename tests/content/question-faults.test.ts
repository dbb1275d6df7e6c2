import { describe, expect, it } from 'vitest';
import { eachIsListed } from './cases.ts';
import { faultsWith, swap } from './small.ts';

const question = 'principles/2/2.1.md';
const sentences = 'expected the sentences "us" and "me", or one "statement" for both and neither of the two';

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
      [`${question}: us: ${sentences}; got: nothing`],
    ],
    [
      'a sentence for only one perspective',
      { [question]: swap('statement:', 'us:') },
      [`${question}: me: ${sentences}; got: nothing`],
    ],
    [
      'a statement beside a sentence',
      { [question]: swap('key: true', 'key: true\nme: I do.') },
      [`${question}: statement: ${sentences}; got: nothing`],
    ],
    [
      'a reverse mark that is neither true nor false',
      { [question]: swap('key: true', 'reverse: 1') },
      [`${question}: reverse: expected true or false; got: 1`],
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

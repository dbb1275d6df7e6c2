import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/exports/csv.ts';

const rows = [
  ['text', 'number'],
  ['one, two; three', 12.5],
  ['a "b"\nc', -0.75],
  ['=1+1', 0],
];

describe('csvOf', () => {
  it('writes commas and decimal points', () => {
    expect(csvOf(rows, 'comma')).toBe(
      '\ufefftext,number\r\n"one, two; three",12.5\r\n"a ""b""\nc",-0.75\r\n\'=1+1,0\r\n',
    );
  });

  it('writes semicolons and decimal commas', () => {
    expect(csvOf(rows, 'semicolon')).toBe(
      '\ufefftext;number\r\n"one, two; three";12,5\r\n"a ""b""\nc";-0,75\r\n\'=1+1;0\r\n',
    );
  });

  it.each([
    ['comma', ','],
    ['semicolon', ';'],
  ] as const)('writes the same cells with a %s', (separator, delimiter) => {
    const read: string[][] = parse(csvOf(rows, separator), { bom: true, delimiter });
    expect(read.map(([text, number = '']) => [text, number.replace(',', '.')])).toEqual(
      rows.map(([text, number]) => [String(text).replace(/^=/, "'="), String(number)]),
    );
  });
});

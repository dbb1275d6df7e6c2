/** The contract in the workbook: a page to sign. */
import { expect, it } from 'vitest';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { papers } from '../../../src/exports/pdf/paper.ts';
import { contractPieces } from '../../../src/exports/pdf/report/own.ts';

const field = (title: string, text: string) => ({ title, text });

it('the signature of a contract goes with the last two lines above it, onto the next page if need be', () => {
  const contract = {
    title: 'My contract for change',
    goals: [{ text: 'Call back', fields: [field('Who sees to it', 'Priya')], source: undefined }],
    texts: [field('What gets less time instead', 'The Monday report. '.repeat(30))],
    signing: [field('Signed by', 'Zoë'), field('Signed on', '30 November 2026')],
  };
  const pieces = contractPieces(contract, papers.a4, new Mark('Sect'));
  expect(pieces.slice(-4).map(({ keep }) => keep)).toEqual([false, true, true, false]);
});

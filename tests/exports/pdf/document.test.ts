/** Whole documents, read with pdf.js. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/exports/pdf/document.ts';
import type { Part } from '../../../src/exports/pdf/drawing/flow.ts';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { papers } from '../../../src/exports/pdf/paper.ts';
import { heading, paragraph } from '../../../src/exports/pdf/pieces.ts';
import { type Style, styles } from '../../../src/exports/pdf/styles.ts';
import { readPdf } from './pdf-reading.ts';

const about = { title: 'Title', author: '', subject: 'Subject', language: 'en-GB', made: new Date(0) };

async function pageOf(text: string, style: Style): Promise<string | undefined> {
  const pieces = paragraph(text, 400, new Mark('Document').in('P'), { style });
  const bytes = await documentOf({ paper: papers.a4, about, foot: '', pieces });
  return (await readPdf(bytes)).pages[0];
}

it('documentOf tells what is drawn on which page each anchor is, and 0 for one that is nowhere', async () => {
  const found: number[] = [];
  const mark = new Mark('Document').in('P');
  const [first, second] = ['first', 'second'].flatMap((anchor, i) =>
    heading(anchor, 400, mark, { anchor, breaks: i > 0 }),
  );
  if (!first || !second) throw new Error('there is no heading');
  const parts = [
    ...first.parts,
    {
      draw: (...[, , , places]: Parameters<Part['draw']>) =>
        found.push(...['first', 'second', 'third'].map(places.pageOf)),
    },
  ];
  await documentOf({ paper: papers.a4, about, foot: '', pieces: [{ ...first, parts }, second] });
  expect(found).toEqual([1, 2, 0]);
});

describe('the text of a document', () => {
  it('can be copied after an earlier document had its letters only as parts of other letters', async () => {
    // No document uses this style. The font draws the Greek capital Zeta as the Latin Z.
    const style: Style = { ...styles.body, family: 'serif', bold: true, italic: true };
    expect(await pageOf('Ζωή', style)).toBe('Ζωή');
    expect(await pageOf('Zoë', style)).toBe('Zoë');
  });
});

import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../../src/exports/pdf/document.ts';
import { Mark } from '../../../../src/exports/pdf/drawing/mark.ts';
import { papers } from '../../../../src/exports/pdf/paper.ts';
import { briefContract } from '../../../../src/exports/pdf/report/own.ts';
import { readPdf } from '../pdf-reading.ts';

const about = { title: 'Title', author: '', subject: 'Subject', language: 'en-GB', made: new Date(0) };

describe('briefContract', () => {
  const textOf = async (text: string, longest: number) => {
    const goal = { text: '', fields: [{ title: 'Owner', text: '' }], source: undefined };
    const contract = { title: 'Contract', goals: [goal], texts: [{ title: 'Support', text }], signing: [] };
    const pieces = briefContract(contract, papers.a4, new Mark('Document'), longest);
    return (await readPdf(await documentOf({ paper: papers.a4, about, foot: '', pieces }))).text;
  };

  it('shows a text of the most characters whole, and no line about texts that are cut', async () => {
    const text = await textOf('answer every call', 17);
    expect(text).toContain('answer every call');
    expect(text).not.toContain('…');
  });

  it('cuts a longer text at the end of a word, and says where the rest is', async () => {
    const text = await textOf('answer every call', 16);
    expect(text).toContain('answer every…');
    expect(text).toContain('Texts that end in “…” stand in full in the workbook.');
  });
});

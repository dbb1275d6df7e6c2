/** What screen readers read in each kind of document: PDF/UA-1 (ISO 14289-1), as far as pdf.js can tell. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { teamResults } from '../../../src/assessment/team/team-results.ts';
import { documentOf } from '../../../src/exports/pdf/document.ts';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { papers } from '../../../src/exports/pdf/paper.ts';
import { paragraph } from '../../../src/exports/pdf/pieces.ts';
import { type ReportDocument, reportPdf } from '../../../src/exports/report/report-pdf.ts';
import { summaryPdf } from '../../../src/exports/report/summary-pdf.ts';
import { teamPdf } from '../../../src/exports/team/team-pdf.ts';
import { publishedFigures } from '../../assessment/team/published.ts';
import { testContent, today } from '../../site.ts';
import { answersTo, instrument } from '../../web/state.ts';
import { allIn, type Element, type PdfStructure, structureOf } from './pdf-reading.ts';

const field = (title: string, text: string) => ({ title, text });
const report: ReportDocument = {
  answers: new Map(testContent.sample?.answers),
  cover: { title: 'Ann & the <galley>', level: 'My group', date: '4 March 2026', edition: 1, story: '' },
  ...{ brand: 'Our Mirror', person: 'Ann & Co', paper: 'a4', made: today },
  questionsAddress: 'https://mirror.example/questions',
  contract: {
    title: 'My contract for change',
    goals: [{ text: 'Answer by noon', fields: [field('By when', '1 March 2027')], source: undefined }],
    texts: [field('What gets less time', 'The Monday meeting\nand the Tuesday one'), field('Support', '')],
    signing: [field('Signed by', 'Ann')],
  },
  moments: { title: 'Moments of truth', cycle: 'From call to bill', columns: ['A', 'B'], rows: [['1', '2']] },
};

const teamOf = (people: readonly Answers[]) =>
  teamResults(publishedFigures(people, instrument, 0, 5), instrument);

const crew = (ratings: readonly number[]) =>
  teamOf(ratings.map((us) => answersTo(instrument.questions, { me: 2, us } as never)));

const documents: Record<string, () => Promise<Buffer>> = {
  'the full workbook': () => reportPdf(report, testContent),
  'the summary': () => summaryPdf(report, testContent),
  'the team results': () =>
    teamPdf(
      {
        ...{
          brand: 'Our Mirror',
          name: 'Crew',
          groups: [],
          count: 'Five have answered.',
          date: '4 March 2026',
        },
        rounds: [
          { name: 'Round 1, to 1 March 2026', results: crew([0, 1, 1, 2, 2]) },
          { name: 'Round 2', results: crew([0, 1, 2, 3, 3]) },
        ],
        actions: [
          {
            ...{ what: 'Call back', owner: 'Desk', due: '2027-01-31', question: '3.7' },
            ...{ state: 'open', round: 1, reviewed: 1 },
          },
        ],
        results: crew([0, 1, 2, 3, 3]),
        ...{
          paper: 'a4',
          made: today,
          questionsAddress: 'https://mirror.example/questions',
          former: undefined,
        },
      },
      testContent,
    ),
};

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
/** Joins words that a line break divided. */
const joined = (text: string) => text.replaceAll(/(?<=[\p{L}\p{N}][-–—/])\s+(?=[\p{L}\p{N}])/gu, '');

describe.each(Object.keys(documents))('the structure of %s', (name) => {
  let read: PdfStructure;
  let elements: Element[] = [];
  beforeAll(async () => {
    read = await structureOf((await documents[name]?.()) ?? Buffer.alloc(0));
    elements = read.pages.flatMap(allIn);
  }, 60_000);
  const ofRole = (role: RegExp) => elements.filter((element) => role.test(element.role));

  it('has a space between the words of two lines, and between a label and its value', () => {
    const seen = new Set(read.seen.flatMap((page) => words(joined(page))));
    const told = read.pages.flatMap(({ text }) => words(joined(text)));
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((word) => !seen.has(word))).toEqual([]);
  });

  it('skips no level of headings', () => {
    const levels = ofRole(/^H\d$/).map(({ role }) => Number(role.slice(1)));
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has a caption in each table, and only rows besides', () => {
    const tables = ofRole(/^Table$/);
    expect(tables.length).toBeGreaterThan(0);
    for (const { children } of tables)
      expect(children.map(({ role }) => role).join(' ')).toMatch(/^Caption TR(?: TR)*$/);
    // pdf.js gives a table for each of its pages, with the text of that page.
    const onThePage = (role: RegExp) => ofRole(role).filter(({ text }) => text.trim() !== '');
    const heads = onThePage(/^TR$/).filter(({ children }) => children.every(({ role }) => role === 'TH'));
    expect(onThePage(/^Caption$/)).toHaveLength(heads.length);
  });

  it('has list items of a label and a body', () => {
    for (const { children } of ofRole(/^L$/))
      expect(new Set(children.map(({ role }) => role))).toEqual(new Set(['LI']));
    for (const { children } of ofRole(/^LI$/))
      expect(children.map(({ role }) => role).join(' ')).toMatch(/^(?:Lbl )?LBody$|^Lbl$/);
  });

  it('has a text alternative for each figure', () => {
    expect(ofRole(/^Figure$/).length).toBeGreaterThan(0);
    expect(ofRole(/^Figure$/).filter(({ alt = '' }) => alt === '')).toEqual([]);
  });

  it('declares PDF/UA-1 and its title in metadata that is well-formed XML', () => {
    expect(read.metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(read.metadata).toMatch(
      /<rdf:li xml:lang="x-default">(?:Ann &amp; the &lt;galley>|Crew): Our Mirror /,
    );
    expect(read.metadata.replaceAll(/&(?:amp|lt);/g, '')).not.toContain('&');
  });
});

describe('characters that no font has', () => {
  it('are read to screen readers, though a line to write on is drawn', async () => {
    const about = { title: 'T', author: '', subject: 'S', language: 'en-GB', made: today };
    const pieces = paragraph('Ann 李明 Li', 400, new Mark('Document').in('P'));
    const bytes = await documentOf({ paper: papers.a4, about, foot: '', pieces });
    // UTF-16 with a byte order mark, as pdfkit writes it.
    const actual = Buffer.from('\ufeff李明 ', 'utf16le').swap16();
    expect(bytes.includes(Buffer.concat([Buffer.from('/ActualText ('), actual.subarray(0, 6)]))).toBe(true);
    const { seen } = await structureOf(bytes);
    expect(words(seen.join())).toEqual(['Ann', 'Li']);
  });

  it('are one text from the first to the last of a line, with the words between them', async () => {
    const about = { title: 'T', author: '', subject: 'S', language: 'en-GB', made: today };
    const pieces = paragraph('Ann 李 and 明 Li', 400, new Mark('Document').in('P'));
    const bytes = await documentOf({ paper: papers.a4, about, foot: '', pieces });
    expect(bytes.toString('latin1').match(/\/ActualText/g)).toHaveLength(1);
    const { seen } = await structureOf(bytes);
    expect(words(seen.join())).toEqual(['Ann', 'and', 'Li']);
  });
});

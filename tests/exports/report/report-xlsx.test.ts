/** The Excel workbook, read with another library. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { reportCsv } from '../../../src/exports/report/report-csv.ts';
import { reportXlsx } from '../../../src/exports/report/report-xlsx.ts';
import { anyAnswers, instrument } from '../../assessment/arbitraries.ts';

type Row = Record<string, unknown>;

async function sheetsOf(answers: Answers): Promise<Map<string, Row[]>> {
  const sheets = await readExcelFile(await reportXlsx(buildReport(instrument, answers), instrument));
  return new Map(
    sheets.map(({ sheet, data: [head = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(head.map((name, i) => [String(name), row[i] ?? '']))),
    ]),
  );
}

function cellsOf(perspective: string, score: Score | undefined): Row {
  const none = { '': '', ' band': '', ' lowest': '', ' highest': '' };
  const cells: Row = !score
    ? { ...none, ' state': '', ' rated': '', ' of': '' }
    : score.kind === 'none'
      ? {
          ...none,
          ' state': score.rated + score.open === 0 ? 'does not apply' : 'no score',
          ' rated': score.rated,
          ' of': score.of,
        }
      : {
          ...{ '': score.points, ' band': score.band.title, ' state': score.kind, ' rated': score.rated },
          ...{ ' of': score.of, ' lowest': score.lowest, ' highest': score.highest },
        };
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [perspective + name, value]));
}

function expectedScores({ competencies, principles, lenses }: Report): Row[] {
  const scored = [
    ...competencies.map(({ competency: { id, title }, me, us, gap, reading }) => ({
      ...{ kind: 'competency', id, title, gap: gap ?? '', reading: reading ?? '' },
      ...{ ...cellsOf('me', me), ...cellsOf('us', us) },
    })),
    ...principles.map((score) => ({ kind: 'principle', score })),
    ...(['tier', 'level', 'demand'] as const).flatMap((kind) =>
      lenses[kind].map((score) => ({ kind, score })),
    ),
  ];
  return scored.map((entry) =>
    'score' in entry
      ? {
          ...{
            kind: entry.kind,
            id: entry.score.scale.id,
            title: entry.score.scale.title,
            gap: '',
            reading: '',
          },
          ...{ ...cellsOf('me', undefined), ...cellsOf('us', entry.score.us) },
        }
      : entry,
  );
}

describe('reportXlsx', () => {
  it('has the scores of the report as numbers, and its answers as the CSV has them', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(), async (answers) => {
        const report = buildReport(instrument, answers);
        const sheets = await sheetsOf(answers);
        expect([...sheets.keys()]).toEqual(['Scores', 'Answers']);
        expect(sheets.get('Scores')?.map(({ maximum: _, ...row }) => row)).toEqual(expectedScores(report));
        const csv: Row[] = parse(reportCsv(report, instrument), { bom: true, columns: true });
        const text = (row: Row) =>
          Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)]));
        expect(sheets.get('Answers')?.map(text)).toEqual(csv);
      }),
      { numRuns: 10 },
    );
  });

  it('has ids as texts and ratings as numbers, 0 among them', async () => {
    const sheets = await sheetsOf(new Map([['9.8', { me: 0, us: 3 }]]));
    const row = sheets.get('Answers')?.find(({ question }) => question === '9.8');
    expect(row).toMatchObject({ code: 'Q9.8', question: '9.8', item: 8, me: 0, us: 3, total: 3, gap: 3 });
    expect(sheets.get('Answers')?.find(({ question }) => question === '3.10')).toMatchObject({
      me: '',
      us: '',
    });
  });

  it('runs no text of the content as a formula', async () => {
    const evil = {
      ...instrument,
      principles: instrument.principles.map((one) => ({ ...one, title: '=1+1' })),
    };
    const [, answers] = await readExcelFile(await reportXlsx(buildReport(evil, new Map()), evil));
    expect(answers?.data[1]).toContain('=1+1');
  });
});

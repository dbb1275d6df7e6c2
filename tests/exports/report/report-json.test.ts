/** The JSON of the report: it can be read again, its numbers were worked out by hand, and docs/file-format.md is complete. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { emptyPlan, planTexts } from '../../../src/assessment/plan.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import {
  currentAssessment,
  newAssessment,
  newVisitor,
  type Visitor,
  withAssessment,
} from '../../../src/assessment/visitor.ts';
import { fileLimit, fileOf, readFile } from '../../../src/codec/links/file.ts';
import { nameLimit } from '../../../src/codec/state.ts';
import { loadContent } from '../../../src/content/load.ts';
import { reportCsv } from '../../../src/exports/report/report-csv.ts';
import { reportJson } from '../../../src/exports/report/report-json.ts';
import { anyVisitor } from '../../codec/visitors.ts';
import { smallContent } from '../../content/small.ts';
import { anyMoments, anyPlan } from '../worksheets.ts';

const { instrument, scale } = loadContent('data');
const editions = { current: instrument.edition, accepts: [] };

function jsonOf(holdings: Holdings): string {
  const assessment = currentAssessment(holdings.visitor);
  if (!assessment) throw new Error('nothing to report on');
  return reportJson(holdings, assessment, instrument, scale.ratings);
}

/** The visitor with the current assessment only. */
function alone(visitor: Visitor): Visitor {
  return { ...visitor, assessments: visitor.assessments.filter(({ id }) => id === visitor.current) };
}

const anyHoldings: fc.Arbitrary<Holdings> = fc.record({
  visitor: anyVisitor.filter(({ assessments }) => assessments.length > 0),
  plan: anyPlan,
  moments: anyMoments,
});

const fullAnswers = new Map(
  instrument.questions.map(({ id }) => [id, { me: 'not-applicable', us: 2 }] as const),
);
const fullest: Holdings = {
  visitor: {
    name: '\u0001'.repeat(nameLimit),
    current: '1',
    savedOn: 20_000,
    assessments: [
      {
        id: '1',
        level: 'organisation',
        name: '\u0001'.repeat(nameLimit),
        route: 'key',
        changedOn: 20_000,
        answers: fullAnswers,
        snapshots: [1, 2, 3, 4].map((takenOn) => ({
          takenOn,
          edition: instrument.edition,
          answers: fullAnswers,
        })),
      },
    ],
  },
  plan: {
    ...emptyPlan,
    goals: [{ text: 'g', owner: 'o', due: '2027-01-01', question: '3.7', state: 'open' }],
    ...Object.fromEntries(planTexts.map((name) => [name, name])),
    ...{ signedBy: 'Z', signedOn: '2026-11-21', retakeOn: '2027-05-20', savedOn: '2026-11-21' },
  },
  moments: {
    cycle: 'c',
    // As many characters as a cookie of 3,760 holds, each of them as long as one can be in JSON.
    moments: [{ name: 'n', now: '\u0001'.repeat(2_000), should: 's', measure: '', waste: 'w', who: 'w' }],
    savedOn: '2026-11-21',
  },
};

describe('reportJson', () => {
  it('is read again as the assessment, the plan and the moments that it was made from', () => {
    fc.assert(
      fc.property(anyHoldings, (holdings) => {
        const read = readFile(jsonOf(holdings), editions);
        expect(read).toEqual({ ok: true, holdings: { ...holdings, visitor: alone(holdings.visitor) } });
      }),
      { numRuns: 60 },
    );
  });

  it('has nothing of the other assessments of the visitor', () => {
    const [mine] = fullest.visitor.assessments;
    if (!mine) throw new Error('there is one');
    const other = { ...mine, id: 'zz', name: 'The other group' };
    const both = { ...fullest, visitor: { ...fullest.visitor, assessments: [other, mine] } };
    expect(jsonOf(both)).toBe(jsonOf(fullest));
  });

  it('is at most half as long as readFile allows when all of it is as long as possible', () => {
    expect(Buffer.byteLength(jsonOf(fullest))).toBeLessThan(fileLimit / 2);
  });
});

type Bounds = readonly [lowest: number, highest: number];
const score = (
  kind: string,
  [points, max]: readonly [number, number],
  band: string,
  [rated, of]: readonly [number, number],
  [lowest, highest]: Bounds = [points, points],
) => ({ kind, points, max, band, rated, of, lowest, highest });
const none = (rated: number, open: number, of: number) => ({ kind: 'none', rated, open, of });

describe('the report in reportJson', () => {
  it('has the numbers that were worked out by hand for a small content', () => {
    const content = smallContent();
    const assessment = {
      ...newAssessment('1', 'crew', 20_778),
      answers: new Map([
        ['12.1', { me: 3, us: 1 }],
        ['2.3', { me: 0, us: 0 }],
        ['5.4', { me: 3, us: 3 }],
        ['2.1', { me: 'not-applicable', us: 2 }],
        ['12.3', { me: 'not-applicable', us: 'not-applicable' }],
        ['12.2', { me: 1, us: 0 }],
      ] as const),
    };
    const holdings = { ...noHoldings, visitor: withAssessment(newVisitor, assessment) };
    const text = reportJson(holdings, assessment, content.instrument, content.scale.ratings);
    expect(JSON.parse(text).report).toEqual({
      ...{ edition: 7, date: '2026-11-21', answered: 6, of: 12, total: null, weakRung: 'ground' },
      competencies: [
        {
          ...{ id: 'SPEED', title: 'Competency SPEED', gap: -4, reading: 'i-am-ahead' },
          me: score('final', [12, 12], 'fine', [2, 3]),
          us: score('final', [8, 12], 'fair', [2, 3]),
        },
        {
          ...{ id: 'CARE', title: 'Competency CARE', gap: null, reading: null },
          me: none(0, 2, 3),
          us: score('provisional', [8, 12], 'fair', [1, 3], [3, 11]),
        },
      ],
      principles: [
        {
          ...{ id: '2', title: 'Principle 2', workOnThis: false },
          us: score('provisional', [17, 50], 'weak', [2, 5], [7, 37]),
        },
        {
          ...{ id: '5', title: 'Principle 5', workOnThis: false },
          us: score('provisional', [50, 50], 'fine', [1, 4], [13, 50]),
        },
        {
          ...{ id: '12', title: 'Principle 12', workOnThis: true },
          us: score('final', [8, 50], 'weak', [2, 3]),
        },
      ],
      lenses: {
        tier: [
          {
            ...{ id: 'ground', title: 'tier ground' },
            us: score('provisional', [13, 40], 'weak', [3, 4], [10, 20]),
          },
          {
            ...{ id: 'floor', title: 'tier floor' },
            us: score('provisional', [0, 40], 'weak', [1, 4], [0, 27]),
          },
          {
            ...{ id: 'roof', title: 'tier roof' },
            us: score('provisional', [40, 40], 'fine', [1, 4], [10, 40]),
          },
        ],
        level: [
          { id: 'calm', title: 'level calm', us: none(0, 0, 0) },
          {
            ...{ id: 'warm', title: 'level warm' },
            us: score('provisional', [9, 40], 'weak', [3, 6], [4, 24]),
          },
        ],
        demand: [
          { id: '1', title: 'demand 1', us: score('final', [13, 40], 'weak', [1, 1]) },
          { id: '2', title: 'demand 2', us: none(0, 0, 1) },
          { id: '3', title: 'demand 3', us: none(0, 1, 1) },
        ],
      },
      priorities: [
        {
          ...{ id: '2.3', total: 0 },
          reason:
            'You said “never” for yourself and “never” for us. It counts as low. It stands on the rung of tier floor, with one rung of the ladder resting on it.',
        },
        {
          ...{ id: '12.2', total: 1 },
          reason:
            'You said “now and then” for yourself and “never” for us. It counts as low. It stands on the rung of tier ground, with 2 rungs of the ladder resting on it.',
        },
      ],
      questions: [
        {
          ...{ id: '12.1', reverse: false, me: 3, us: 1, counts: { me: 3, us: 1 } },
          ...{ total: 4, gap: -2, standing: 'middle' },
        },
        {
          ...{ id: '2.3', reverse: false, me: 0, us: 0, counts: { me: 0, us: 0 } },
          ...{ total: 0, gap: 0, standing: 'low' },
        },
        {
          ...{ id: '5.4', reverse: false, me: 3, us: 3, counts: { me: 3, us: 3 } },
          ...{ total: 6, gap: 0, standing: 'strength' },
        },
        {
          ...{
            id: '2.1',
            reverse: false,
            me: 'not-applicable',
            us: 2,
            counts: { me: 'not-applicable', us: 2 },
          },
          ...{ total: 4, gap: null, standing: 'middle' },
        },
        {
          ...{ id: '12.3', reverse: false, me: 'not-applicable', us: 'not-applicable' },
          counts: { me: 'not-applicable', us: 'not-applicable' },
          ...{ total: null, gap: null, standing: null },
        },
        {
          ...{ id: '12.2', reverse: false, me: 1, us: 0, counts: { me: 1, us: 0 } },
          ...{ total: 1, gap: -1, standing: 'low' },
        },
      ],
      open: ['2.2', '5.1', '5.2', '2.5', '2.4', '5.3'],
      bands: [
        { id: 'weak', title: 'Weak', below: 40 },
        { id: 'fair', title: 'Fair', below: 70 },
        { id: 'fine', title: 'Fine', below: null },
      ],
    });
  });
});

const docs = readFileSync('docs/file-format.md', 'utf8');
const named = new Set([...docs.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name));

/** The names of all members at any depth, without the ids of questions. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(/^\d+\.\d+$/.test(name) ? [] : [name]),
    ...namesIn(inner),
  ]);
}

describe('docs/file-format.md', () => {
  it('has an example that readFile reads', () => {
    const example = /```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
    const read = readFile(example, editions);
    if (!read.ok) throw new Error(`${read.reason} ${read.detail}`);
    expect(fileOf(read.holdings, instrument.edition)).toEqual(JSON.parse(example));
    expect(namesIn(JSON.parse(example)).toSorted()).toEqual(
      expect.arrayContaining(['goals', 'snapshots', 'cycle']),
    );
  });

  it('names every member of a full file and of its report', () => {
    const names = [...new Set(namesIn(JSON.parse(jsonOf(fullest))))];
    expect(names).toContain('weakRung');
    expect(names.filter((name) => !named.has(name))).toEqual([]);
  });

  it('names every column of the CSV', () => {
    const [headings = ''] = reportCsv(buildReport(instrument, new Map()), instrument).slice(1).split('\r\n');
    expect(headings.split(',').filter((heading) => !named.has(heading))).toEqual([]);
  });
});

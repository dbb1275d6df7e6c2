/** The report's chapter "What has changed": it shows the numbers of changeOf, and says what is compared. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { changeOf } from '../../../src/assessment/comparison/change.ts';
import { changeSentences } from '../../../src/assessment/comparison/change-sentences.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import type { Assessment, Snapshot } from '../../../src/assessment/visitor.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { smallContent } from '../../content/small.ts';
import { dayOf } from '../../days.ts';
import { testApp, testContent, today } from '../../site.ts';
import { Browser, Jar } from '../browser.ts';
import { attributeOf, Page, textOf } from '../dom.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  instrument,
  jarWith,
  keyQuestions,
  questionAt,
  stateOf,
  visitorWith,
} from '../state.ts';

const app = testApp();
const { edition } = instrument;
const full = answersTo(instrument.questions, { me: 2, us: 1 });
const snapshot = (date: string, answers: Answers = full, of = edition): Snapshot => ({
  takenOn: dayOf(new Date(date)),
  edition: of,
  answers,
});
async function reportOf(assessment: Assessment, site = app): Promise<Page> {
  const response = await new Browser(site, jarWith(visitorWith(assessment))).get('/report/all');
  expect(response.status).toBe(200);
  return new Page(response.text);
}
const withSnapshots = (...snapshots: readonly Snapshot[]) => assessmentWith(full, { snapshots });
const titles = (page: Page) => page.texts('.report-contents a');

/** The cells of the rows of a table, each as its values for me and us and its note. */
function rowsOf(page: Page, caption: string) {
  const table = page.all('table').find((one) => textOf(one).startsWith(caption));
  return (table?.querySelectorAll('tbody tr') ?? []).map((row) =>
    row.querySelectorAll('td').map((cell) => ({
      marks: [...cell.querySelectorAll('.me-mark'), ...cell.querySelectorAll('.us-mark')].map(textOf),
      note: cell.querySelectorAll('.note').map(textOf).join(),
    })),
  );
}

const signed = (points: number | undefined) =>
  points === undefined ? '–' : points > 0 ? `+${points}` : String(points).replace('-', '−');
const pointsOf = (score: Score | undefined) => (!score || score.kind === 'none' ? '–' : String(score.points));

describe('the chapter "What has changed"', () => {
  it('is left out without snapshots, and on the sample', async () => {
    const page = await reportOf(assessmentWith(full));
    expect(page.has('#change')).toBe(false);
    expect(titles(page)).not.toContain('What has changed');
    expect((await new Browser(app).page('/sample/all')).has('#change')).toBe(false);
  });

  it('is linked from the contents, and from the result with the date of the last snapshot', async () => {
    const assessment = withSnapshots(snapshot('2025-01-12'), snapshot('2026-05-03'));
    const page = await reportOf(assessment);
    expect(titles(page)).toContain('What has changed');
    expect(page.text('#change')).toBe('What has changed');
    expect(page.has('main a[href="/start/1/snapshots"]')).toBe(true);
    const result = await new Browser(app, jarWith(visitorWith(assessment))).page('/report');
    expect(result.text('#change')).toBe('What has changed Since 3 May 2026');
    expect(result.attribute('#change a', 'href')).toBe('/report/change');
  });

  it('shows the scores of each date and the changes since the first and the last snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyAnswers(), { minLength: 1, maxLength: 4 }),
        anyAnswers(instrument, keyQuestions),
        async (earlier, answers) => {
          const snapshots = earlier.map((then, i) => snapshot(`202${i}-03-01`, then));
          const assessment = assessmentWith(answers, { snapshots });
          const change = changeOf(instrument, [], assessment);
          const ends = [...new Set([snapshots.length - 1, 0])];
          const shown = rowsOf(await reportOf(assessment), 'The competencies from date to date');
          expect(shown.map((row) => row.map(({ marks }) => marks))).toEqual(
            change.competencies.map(({ scores, since }) => [
              ...scores.map(({ me, us }) =>
                me.kind === 'none' && us.kind === 'none' ? [] : [`me ${pointsOf(me)}`, `us ${pointsOf(us)}`],
              ),
              ...ends.map((at) => {
                const { me, us } = since[at] ?? {};
                return me || us ? [`me ${signed(me?.points)}`, `us ${signed(us?.points)}`] : [];
              }),
            ]),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  it('says that a score is provisional, and on how many questions a change rests', async () => {
    const key = answersTo(keyQuestions, { me: 1, us: 1 });
    const [[then, now, since] = []] = rowsOf(
      await reportOf(withSnapshots(snapshot('2026-05-03', key))),
      'The competencies from date to date',
    );
    const counted = instrument.competencies[0]?.questions ?? [];
    const keys = counted.filter((question) => question.key).length;
    expect(then?.note).toBe(`provisional, from ${keys} of ${counted.length}`);
    expect(now?.note).toBe('');
    expect(since).toEqual({ marks: ['me +8', 'us 0'], note: `on ${keys} of ${counted.length}` });
  });

  it('has a chart for each competency and for the questions that moved most, up and down', async () => {
    const [up, down] = [questionAt(4), questionAt(30)];
    const answers = new Map(full).set(up.id, { me: 3, us: 3 }).set(down.id, { me: 0, us: 1 });
    const page = await reportOf(assessmentWith(answers, { snapshots: [snapshot('2026-05-03')] }));
    const captions = page.texts('.change figcaption');
    expect(captions).toEqual([
      ...instrument.competencies.map(({ short }) => short),
      `${up.id} ${up.statements.us}`,
      `${down.id} ${down.statements.us}`,
    ]);
    expect(page.texts('.change h4')).toEqual(['Up', 'Down']);
    const ids = page.all('[id]').map((element) => attributeOf(element, 'id'));
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('lists each question that moved with its ratings, and says when it was not answered', async () => {
    const question = questionAt(4);
    const without = new Map(full);
    without.delete(question.id);
    const answers = new Map(full).set(question.id, { me: 3, us: 'not-applicable' as const });
    const snapshots = [snapshot('2025-05-03', without), snapshot('2026-05-03')];
    const page = await reportOf(assessmentWith(answers, { snapshots }));
    expect(rowsOf(page, 'The questions that stand elsewhere')).toEqual([
      [
        { marks: [], note: 'not answered' },
        { marks: ['me 2', 'us 1'], note: '' },
        { marks: ['me 3', 'us n/a'], note: '' },
        { marks: ['me +1', 'us –'], note: '' },
        { marks: [], note: 'not rated both times' },
      ],
    ]);
  });

  it('shows the sentences of changeSentences for the last snapshot, then for the first', async () => {
    const snapshots = ['2025-05-03', '2025-11-03', '2026-05-03'].map((date) =>
      snapshot(date, answersTo(keyQuestions, { me: 1, us: 1 })),
    );
    const page = await reportOf(withSnapshots(...snapshots));
    const change = changeOf(instrument, [], withSnapshots(...snapshots));
    const [last, first] = [
      changeSentences(change, 2, '3 May 2026'),
      changeSentences(change, 0, '3 May 2025'),
    ];
    expect(page.texts('.change > p').slice(0, last.length + first.length)).toEqual([...last, ...first]);
    expect(page.texts('.change > h3').slice(0, 2)).toEqual(['Since 3 May 2026', 'Since 3 May 2025']);
  });

  it('names the dates in the heads of the tables, and at each cell for small screens', async () => {
    const page = await reportOf(withSnapshots(snapshot('2025-05-03'), snapshot('2026-05-03')));
    const dates = ['3 May 2025', '3 May 2026'];
    const since = ['Since 3 May 2026', 'Since 3 May 2025'];
    const table = page.one('.change table');
    expect(table.querySelectorAll('thead th').slice(1).map(textOf)).toEqual([
      ...dates,
      'Now, 21 Nov 2026',
      ...since,
    ]);
    const [row] = table.querySelectorAll('tbody tr');
    const labels = row?.querySelectorAll('td').map((cell) => attributeOf(cell, 'data-label'));
    expect(labels).toEqual([...dates, '21 Nov 2026', ...since]);
    expect(row?.querySelectorAll('a').map((link) => attributeOf(link, 'href'))).toEqual([
      `#c-${instrument.competencies[0]?.id}`,
    ]);
  });

  it('draws the scores of each date in the chart of a competency, the provisional ones in brackets', async () => {
    const [competency] = instrument.competencies;
    const key = answersTo(keyQuestions, { me: 3, us: 1 });
    const page = await reportOf(withSnapshots(snapshot('2026-05-03', key)));
    const figure = page.all('.change figure').find((one) => textOf(one).startsWith(competency?.short ?? '?'));
    const numbers = figure?.querySelectorAll('text').map(textOf);
    expect(numbers).toContain('(24)');
    expect(numbers).not.toContain('(16)');
  });

  it('draws at most three questions that moved up, with both ratings of each date', async () => {
    const moved = instrument.questions.slice(0, 5);
    const answers = new Map([...full, ...answersTo(moved, { me: 3, us: 1 })]);
    const page = await reportOf(assessmentWith(answers, { snapshots: [snapshot('2026-05-03')] }));
    expect(page.texts('.change h4')).toEqual(['Up']);
    const charts = page.all('.change figure').slice(instrument.competencies.length);
    expect(charts).toHaveLength(3);
    for (const chart of charts)
      expect(chart.querySelectorAll('.number').map(textOf)).toEqual(['2', '1', 'me 3', 'us 1']);
  });

  it('says that no question moved', async () => {
    const page = await reportOf(withSnapshots(snapshot('2026-05-03')));
    expect(page.text('.change')).toContain('No question moved.');
    expect(rowsOf(page, 'The questions that stand elsewhere')).toEqual([]);
  });
});

describe('the chapter "What has changed", with a snapshot of another edition', () => {
  it('names a snapshot of an edition that is not accepted, and does not compare it', async () => {
    const page = await reportOf(withSnapshots(snapshot('2025-05-03', full, edition + 1)));
    expect(page.text('.change .inset')).toContain(`that of 3 May 2025 (edition ${edition + 1})`);
    expect(page.has('.change table')).toBe(false);
    expect(page.has('.change svg')).toBe(false);
  });

  it('compares a snapshot of an accepted edition on the questions of both, and says so', async () => {
    const accepting = testApp({ content: { ...testContent, acceptedEditions: [edition + 1] } });
    const [first] = instrument.competencies;
    const asked = new Map(answersTo(first?.questions.slice(0, 5) ?? [], { me: 1, us: 1 })).set('998.1', {
      me: 3,
      us: 3,
    });
    const page = await reportOf(withSnapshots(snapshot('2025-05-03', asked, edition + 1)), accepting);
    expect(page.text('.change .inset')).toContain('compared only on questions that both ask');
    const [[, , since] = []] = rowsOf(page, 'The competencies from date to date');
    expect(since).toEqual({ marks: ['me +8', 'us 0'], note: 'on 5 of 8' });
    expect(page.text('.change')).not.toContain('998.1');
  });
});

it('the chapter "What has changed" has the competencies and points of other content', async () => {
  const content = smallContent();
  const { questions, competencies, points } = content.instrument;
  const then = snapshot('2026-05-03', answersTo(questions, { me: 1, us: 1 }), content.instrument.edition);
  const made = assessmentWith(answersTo(questions, { me: 3, us: 1 }), { level: 'crew', snapshots: [then] });
  const jar = new Jar().set(stateCookie, stateOf(visitorWith(made), { edition: content.instrument.edition }));
  const page = await new Browser(testApp({ content }), jar).page('/report/all');
  expect(page.texts('.change .rows caption')[0]).toContain(`out of ${points.competency}`);
  const changes = rowsOf(page, 'The competencies from date to date').map((row) => row.at(-1)?.marks);
  expect(changes).toEqual(competencies.map(() => [`me +${(2 * points.competency) / 3}`, 'us 0']));
});

it('the cover of GET /report/all shows the day of the answers', async () => {
  const page = await reportOf(assessmentWith(full, { changedOn: dayOf(today) - 3 }));
  expect(page.text('.cover')).toContain('18 November 2026');
});

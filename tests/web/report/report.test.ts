/** /report/all and /sample/all: the whole report. The numbers on the page are those of buildReport for any answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/assessment/answers.ts';
import { priorityReason } from '../../../src/assessment/scores/priority-sentences.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import type { Score } from '../../../src/assessment/scores/scores.ts';
import { ladderSentence } from '../../../src/assessment/scores/sentences.ts';
import { blockHtml, inlineHtml } from '../../../src/content/files/markdown.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, type Element, Page, textOf } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  anyAnswers,
  assessmentWith,
  countingAs,
  extremeAnswers,
  instrument,
  jarWith,
  jarWithAnswers,
  keyQuestions,
  otherQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';

const app = testApp();
const browserWith = (answers: Answers) => new Browser(app, jarWithAnswers(answers));
const reportOf = (answers: Answers) => browserWith(answers).page('/report/all');

/** A score as a table cell shows it. */
function shown(score: Score): string {
  if (score.kind === 'none') {
    if (score.rated + score.open === 0) return '– does not apply';
    return `– no score ${score.rated} of ${score.of} rated${score.open === 0 ? ', the others do not apply' : ''}`;
  }
  const sure = `${score.points} ${score.band.title}`;
  if (score.kind === 'final') return sure;
  return `${sure} provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
}

const signed = (gap: number | undefined) =>
  gap === undefined ? '–' : gap > 0 ? `+${gap}` : String(gap).replace('-', '−');

const cells = (row: Element) => row.querySelectorAll('td').map(textOf);
const rows = (page: Page, caption: string) =>
  page
    .all('table')
    .filter((table) => textOf(table.querySelector('caption') as Element).startsWith(caption))
    .flatMap((table) => table.querySelectorAll('tbody tr'))
    .filter((row) => !row.classList.contains('coach'));

function expectNumbers(page: Page, report: Report): void {
  const { points } = instrument;
  expect(rows(page, `The competencies, out of ${points.competency}`).map(cells)).toEqual(
    report.competencies.map(({ me, us, gap }) => [shown(me), shown(us), signed(gap)]),
  );
  expect(rows(page, `The principles, out of ${points.principle}`).map(cells)).toEqual(
    report.principles.map(({ us }) => [shown(us)]),
  );
  expect(page.texts('.chapter .two-scores p')).toEqual(
    report.competencies.flatMap(({ me, us, gap }) => [
      `Me ${shown(me)}`,
      `Us ${shown(us)}`,
      `Gap ${signed(gap)}`,
    ]),
  );
  const lenses = [...report.lenses.tier, ...report.lenses.level, ...report.lenses.demand];
  expect(page.texts('dl.lens dt')).toEqual(lenses.map(({ scale, us }) => `${scale.title} ${shown(us)}`));
  const total = report.total && `Together: ${report.total.points} of ${report.total.max}.`;
  expect(page.text('main').includes('Together: ')).toBe(report.total !== undefined);
  if (total) expect(page.text('main')).toContain(total);
}

describe('the numbers on GET /report/all', () => {
  it('equal those of buildReport for random answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        expectNumbers(await reportOf(answers), buildReport(instrument, answers));
      }),
      { numRuns: 12 },
    );
  });

  it.each(extremeAnswers)('equal those of buildReport for %s', async (_what, answers) => {
    expectNumbers(await reportOf(answers), buildReport(instrument, answers));
  });

  it('are those of this visitor when another visitor was served before', async () => {
    const mine = answersTo(instrument.questions, { me: 1, us: 2 });
    const theirs = new Map(mine).set(questionAt(0).id, { me: 3, us: 0 });
    for (const answers of [mine, theirs, mine])
      expectNumbers(await reportOf(answers), buildReport(instrument, answers));
  });

  it('are in the line of each question, with its ratings in words', async () => {
    const [competency] = instrument.competencies;
    const [one, two] = competency?.questions ?? [];
    const answers: Answers = new Map([
      ...answersTo(keyQuestions),
      [one?.id ?? '', { me: 3, us: 0 }],
      [two?.id ?? '', { me: 'not-applicable', us: 2 }],
    ]);
    const table = rows(await reportOf(answers), `Answers to the questions of ${competency?.short}`);
    const lines = table.map((row) => row.querySelectorAll('.line text').map(textOf));
    expect(lines.slice(0, 2)).toEqual([['0', '3'], ['2']]);
    expect(cells(table[0] as Element)).toEqual(['03me Nearly always us Hardly ever']);
    expect(textOf(table[1] as Element)).toContain(`me ${testContent.scale.notApplicable} us Mostly`);
  });
});

describe('GET /report/all', () => {
  it('shows the person, the group, the level, the day and the count on its cover', async () => {
    const assessment = assessmentWith(answersTo(keyQuestions), { name: 'Ward 7', level: secondLevel });
    const visitor = { ...visitorWith(assessment), name: 'Ann' };
    const page = await new Browser(app, jarWith(visitor)).page('/report/all');
    expect(page.text('h1')).toBe('Ann and Ward 7');
    const level = testContent.levelsOfBusiness.find(({ id }) => id === secondLevel)?.name;
    expect(page.text('.cover p')).toBe(
      `21 November 2026 · ${keyQuestions.length} of ${instrument.questions.length} answered · “us” means ${level}`,
    );
  });

  it('is titled "Me and" the level when there are no names', async () => {
    expect((await reportOf(answersTo(keyQuestions))).text('h1')).toBe(
      `Me and ${testContent.levelsOfBusiness[0]?.name}`,
    );
  });

  it('lists the priorities in order, each with its reason and the first question to ask yourself', async () => {
    const answers = answersTo(instrument.questions, { me: 2, us: 2 });
    const low = [questionAt(30), questionAt(60), questionAt(7)];
    for (const [i, { id }] of low.entries())
      (answers as Map<string, unknown>).set(id, { me: 0, us: Math.min(i, 1) });
    const page = await reportOf(answers);
    const { priorities } = buildReport(instrument, answers);
    expect(page.texts('.priorities .statement-link b')).toEqual(
      priorities.map(({ question }) => question.id),
    );
    for (const [i, item] of page.all('.priorities li').entries()) {
      const priority = priorities[i];
      expect(textOf(item)).toContain(
        priority && priorityReason(priority, instrument, testContent.scale.ratings),
      );
      const ask = testContent.guidance.get(priority?.question.id ?? '')?.askYourself[0];
      if (ask) expect(textOf(item)).toContain(new Page(`<p>${inlineHtml(ask)}</p>`).text('p'));
    }
  });

  it.each([
    ['none applies', { me: 'not-applicable', us: 'not-applicable' }, /None of the questions .* applies/],
    ['all are strong', { me: 3, us: 3 }, /Every answer that counts is strong already/],
  ] as const)('says why there are no priorities when %s', async (_, answer, said) => {
    const counted = countingAs(instrument.questions, answer);
    const page = await reportOf(counted);
    expect(page.all('.priorities li')).toEqual([]);
    expect(page.text('main')).toMatch(said);
    expect((await browserWith(counted).page('/report')).text('.first-steps')).toMatch(said);
  });

  it('has coaching for each low question, once, and for no other', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        const page = await reportOf(answers);
        const low = buildReport(instrument, answers).answered.filter(({ standing }) => standing === 'low');
        expect(page.attributes('details.coaching', 'id').toSorted()).toEqual(
          low.map(({ question }) => `coach-${question.id}`).toSorted(),
        );
      }),
      { numRuns: 6 },
    );
  });

  it('lists the strengths, and the questions where me and us differ most', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers(instrument, keyQuestions), async (answers) => {
        const page = await reportOf(answers);
        const { answered } = buildReport(instrument, answers);
        const ids = (table: Element[]) => table.map((row) => textOf(row.querySelector('b') as Element));
        const order = (list: readonly string[]) => list.toSorted();
        expect(order(ids(page.all('[data-chapter="strengths"] tbody tr')))).toEqual(
          order(answered.flatMap(({ question, standing }) => (standing === 'strength' ? question.id : []))),
        );
        const named = (...captions: string[]) => captions.flatMap((caption) => ids(rows(page, caption)));
        expect(named('Questions on which me and us', 'More questions with a gap').toSorted()).toEqual(
          answered
            .filter(({ gap }) => Math.abs(gap ?? 0) >= instrument.thresholds.viewsPartFrom)
            .map(({ question }) => question.id)
            .toSorted(),
        );
      }),
      { numRuns: 6 },
    );
  });

  it('lists the unanswered questions with links', async () => {
    const page = await reportOf(answersTo(keyQuestions));
    expect(page.attributes('[data-chapter="scores"] li a', 'href').toSorted()).toEqual(
      otherQuestions.map(({ id }) => `/questions/${id}?list=unanswered`).toSorted(),
    );
  });

  it('marks the principles to work on and no others', async () => {
    const answers = answersTo(instrument.questions, { me: 3, us: 2 });
    const weak = instrument.principles[1]?.questions ?? [];
    for (const { id } of weak) (answers as Map<string, unknown>).set(id, { me: 3, us: 0 });
    const page = await reportOf(answers);
    const marked = rows(page, 'The principles').filter((row) => row.querySelector('.tag.work'));
    expect(marked.map((row) => textOf(row.querySelector('b') as Element))).toEqual([
      instrument.principles[1]?.id,
    ]);
  });

  it('shows the description, the essay, the reading and the steps of each competency', async () => {
    const answers = answersTo(instrument.questions, { me: 3, us: 0 });
    const page = await reportOf(answers);
    for (const { competency, reading } of buildReport(instrument, answers).competencies) {
      const text = testContent.competencies.get(competency.id);
      const chapter = page.all('.chapter').find((one) => one.querySelector(`#c-${competency.id}`));
      const shown = chapter ? textOf(chapter) : '';
      const read = reading && text?.readings[reading];
      const blocks = [text?.description, text?.essay, read].map((one) => one ?? '');
      const expected = [
        ...blocks.flatMap((markdown) => new Page(blockHtml(markdown)).texts('p')),
        ...(text?.steps ?? []).map((step) => new Page(`<p>${inlineHtml(step)}</p>`).text('p')),
      ];
      expect(expected.length).toBeGreaterThan(3);
      for (const words of expected) expect(shown).toContain(words);
    }
  });

  it('shows the whole coaching for a low question', async () => {
    const [question] = instrument.competencies[0]?.questions ?? [];
    const guidance = testContent.guidance.get(question?.id ?? '');
    const page = await reportOf(answersTo(instrument.questions, { me: 0, us: 0 }));
    const shown = textOf(
      page.all('.coaching').find((one) => attributeOf(one, 'id') === `coach-${question?.id}`) as Element,
    );
    const lists = [...(guidance?.askYourself ?? []), ...(guidance?.askTogether ?? [])].map(inlineHtml);
    for (const html of [
      blockHtml(guidance?.coaching.bothLow ?? ''),
      ...lists.map((item) => `<p>${item}</p>`),
    ])
      for (const words of new Page(html).texts('p')) expect(shown).toContain(words);
    expect(lists.length).toBeGreaterThan(1);
  });

  it('shows the question, the text and the advice for the band of each entry of a lens', async () => {
    const answers = answersTo(keyQuestions, { me: 1, us: 3 });
    const entries = (await reportOf(answers)).all('dl.lens > div');
    const { tier, level, demand } = buildReport(instrument, answers).lenses;
    const lenses = { tier, level, demand } as const;
    const expected = Object.entries(lenses).flatMap(([lens, scores]) =>
      scores.map(({ scale, us }) => {
        const text = testContent.lenses[lens as keyof typeof lenses].get(scale.id);
        const advice = us.kind === 'none' ? '' : (text?.bands.get(us.band.id) ?? '');
        return [text?.question ?? '', text?.text ?? '', advice];
      }),
    );
    expect(entries).toHaveLength(expected.length);
    for (const [i, [question = '', ...blocks]] of expected.entries()) {
      const shown = textOf(entries[i]?.querySelector('dd') as Element);
      expect(shown).toContain(question);
      for (const words of blocks.flatMap((block) => new Page(blockHtml(block)).texts('p')))
        expect(shown).toContain(words);
    }
  });

  it('gives no advice for an entry of a lens without a score', async () => {
    const answers = answersTo(instrument.questions, { me: 'not-applicable', us: 'not-applicable' });
    const page = await reportOf(answers);
    expect(page.has('dl.lens')).toBe(true);
    expect(page.has('dl.lens .advice')).toBe(false);
  });

  it('says on which rung of the ladder to start, and marks it in the chart', async () => {
    const [, rung] = instrument.lenses.tier;
    const answers = new Map([
      ...countingAs(instrument.questions, { me: 3, us: 3 }),
      ...countingAs(rung?.questions ?? [], { me: 0, us: 0 }),
    ]);
    const page = await reportOf(answers);
    const report = buildReport(instrument, answers);
    expect(report.weakRung?.scale.id).toBe(rung?.id);
    expect(page.texts('main p')).toContain(ladderSentence(report, instrument));
    expect(page.texts('.chart .label')).toContain(`${rung?.title} start here`);
  });

  it('lists first the question on which me and us differ most', async () => {
    const answers = new Map(answersTo(instrument.questions, { me: 1, us: 1 }));
    const [two, three] = [questionAt(10), questionAt(50)];
    answers.set(two.id, { me: 3, us: 1 }).set(three.id, { me: 0, us: 3 });
    const apart = rows(await reportOf(answers), 'Questions on which me and us');
    expect(apart.map((row) => textOf(row.querySelector('b') as Element))).toEqual([three.id, two.id]);
  });

  it('shows names that look like HTML as text', async () => {
    const name = '<img src=x onerror=alert(1)> & "co"';
    const visitor = { ...visitorWith(assessmentWith(answersTo(keyQuestions), { name })), name };
    const response = await new Browser(app, jarWith(visitor)).get('/report');
    expect(response.text).not.toContain('<img');
    expect(new Page(response.text).text('h1')).toBe(`${name} and ${name}`);
  });
});

const lockedReport = (answers: Answers) => browserWith(answers).page('/report');

describe('GET /report before it is open', () => {
  it('says how many key questions are left, and links to each', async () => {
    const page = await lockedReport(answersTo(keyQuestions.slice(3)));
    expect(page.text('.lead')).toContain(`3 of ${keyQuestions.length} key questions are left`);
    expect(page.attributes('.statements a', 'href')).toEqual(
      keyQuestions.slice(0, 3).map(({ id }) => `/questions/${id}`),
    );
  });

  it('uses the singular when one key question is left', async () => {
    expect((await lockedReport(answersTo(keyQuestions.slice(1)))).text('.lead')).toContain(
      `1 of ${keyQuestions.length} key questions is left`,
    );
  });

  it('shows no score when other questions are answered', async () => {
    const page = await lockedReport(answersTo([...otherQuestions, ...keyQuestions.slice(1)]));
    expect(page.has('.chart')).toBe(false);
    expect(page.has('table')).toBe(false);
  });

  it('links a new visitor to all key questions and to the sample', async () => {
    const page = await new Browser(app).page('/report');
    expect(page.all('.statements a')).toHaveLength(keyQuestions.length);
    expect(page.attributes('.buttons a', 'href')).toContain('/sample');
  });
});

describe('GET /sample/all', () => {
  it('shows the report of the sample, with the numbers of its answers', async () => {
    const page = new Page((await request(app).get('/sample/all')).text);
    const { sample } = testContent;
    if (!sample) throw new Error('the shipped content has a sample');
    expect(page.text('h1')).toBe(`${sample.name} and ${sample.group}`);
    expectNumbers(page, buildReport(instrument, sample.answers));
  });

  it('says that it is made up', async () => {
    const page = new Page((await request(app).get('/sample/all')).text);
    expect(page.notices[0]).toContain('This is a sample. The person, the place and the answers are made up.');
  });

  it('shows nothing of the visitor', async () => {
    const visitor = {
      ...visitorWith(assessmentWith(answersTo(keyQuestions), { name: 'Ward 7' })),
      name: 'Zoe Own',
    };
    const { text } = await new Browser(app, jarWith(visitor)).get('/sample/all');
    expect(text).not.toContain('Zoe Own');
    expect(text).not.toContain('Ward 7');
  });
});

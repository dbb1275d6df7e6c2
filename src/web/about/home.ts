/** /: the pitch for a newcomer; for a visitor with answers their own chart or progress, and one next step. */
import type { Express } from 'express';
import { type Answers, topRating } from '../../assessment/answers.ts';
import { nextQuestion } from '../../assessment/route.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import { summarySentences } from '../../assessment/scores/sentences.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import type { Content } from '../../content/content.ts';
import { competencyChart, competencyRows } from '../render/competency-chart.ts';
import type { Site } from '../site.ts';
import { type Visit, visitOf } from '../visitor/visit.ts';
import { nextCard } from './next-card.ts';
import { nextStep } from './next-step.ts';

export function homeRoutes(app: Express, site: Site): void {
  const { deps, plan, send } = site;
  const { content } = deps;
  const { instrument, sample } = content;
  const sampleReport = sample && { ...chartOf(site, sample.answers), name: sample.name };
  const pitch = pitchOf(content);

  app.get('/', (req, res) => {
    const visit = visitOf(site, req, res);
    const { assessment, savedUntil, notices } = visit;
    send(req, res, 'pages/home', {
      layout: {
        title: 'How well do we serve our customers?',
        description: `A self-assessment of customer service in ${instrument.questions.length} statements, each rated for yourself and for your group. No account; your answers stay in your browser.`,
        section: 'home' as const,
        styles: ['charts', 'tables', 'home'],
        personal: true,
        indexed: true,
      },
      notices,
      savedUntil,
      pitch: { ...pitch, sample: sampleReport },
      own: assessment && ownView(site, visit, assessment, plan.read(res.locals.jar).worksheet, deps.today()),
    });
  });
}

/** What a newcomer reads. */
function pitchOf({ instrument, principles, scale }: Content) {
  const { questions, competencies, points } = instrument;
  return {
    count: questions.length,
    keyCount: questions.filter(({ key }) => key).length,
    example: questions.find(({ key }) => key)?.statements.us ?? '',
    /** The names of the lowest and the highest rating. */
    ends: [scale.ratings[0], scale.ratings[topRating]],
    competencies: competencies.length,
    competencyPoints: points.competency,
    principles: instrument.principles.map(({ id, title }) => ({
      id,
      title,
      belief: principles.get(id)?.belief ?? '',
    })),
    naLabel: scale.notApplicable,
  };
}

function ownView(
  site: Site,
  { answers, route, progress, groupName }: Visit,
  assessment: Assessment,
  plan: Parameters<typeof nextStep>[0]['plan'],
  today: number,
) {
  const next = nextQuestion(site.content.instrument, route, answers);
  const { changedOn, id } = assessment;
  return {
    groupName,
    progress,
    card: nextCard(nextStep({ progress, next, plan, changedOn, today }), id),
    report: progress.reportOpen ? chartOf(site, answers) : undefined,
  };
}

/** The chart of a report's competencies, with its table and sentences. */
function chartOf({ content }: Site, answers: Answers) {
  const report = buildReport(content.instrument, answers);
  return {
    chart: competencyChart(report.competencies, content),
    rows: competencyRows(report.competencies).map((row) => ({ ...row, title: row.short })),
    sentences: summarySentences(report, content.instrument),
  };
}

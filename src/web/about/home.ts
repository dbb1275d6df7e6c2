/** /: the home page, which offers to start, or to carry on. */
import type { Express } from 'express';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { nextQuestion } from '../../assessment/route.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import { summarySentences } from '../../assessment/scores/sentences.ts';
import { competencyChart } from '../report/chapters/competencies.ts';
import { competencyRows } from '../report/competency-rows.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';

export function homeRoutes(app: Express, site: Site): void {
  const { deps, plan, send } = site;
  const { content } = deps;
  const { instrument, sample } = content;
  const keyCount = instrument.questions.filter(({ key }) => key).length;
  const report = sample && buildReport(instrument, sample.answers);
  const sampleSummary = report && {
    chart: competencyChart(report, content),
    rows: competencyRows(report),
    sentences: summarySentences(report, instrument),
    name: sample.name,
  };

  app.get('/', (req, res) => {
    const visit = visitOf(site, req, res);
    const { answers, assessment, route, progress, groupName, savedUntil, notices } = visit;
    const layout = {
      title: 'How well do we serve our customers?',
      description: `A self-assessment of customer service in ${instrument.questions.length} statements, each rated for yourself and for your group. No account; your answers stay in your browser.`,
      section: 'home' as const,
      styles: ['charts'],
      personal: true,
      indexed: true,
    };
    const next = nextQuestion(instrument, route, answers);
    send(req, res, 'pages/home', {
      layout,
      notices,
      started: assessment !== undefined,
      hasContract: !isEmptyPlan(plan.read(res.locals.jar).worksheet),
      groupName,
      savedUntil,
      progress,
      next: next && { id: next.id, statement: next.statements.us },
      count: instrument.questions.length,
      keyCount,
      principles: instrument.principles.map(({ id, title }) => ({
        id,
        title,
        belief: content.principles.get(id)?.belief ?? '',
      })),
      competencies: instrument.competencies.map(({ title }) => title),
      competencyPoints: instrument.points.competency,
      ends: [content.scale.ratings[0], content.scale.ratings[3]],
      example: instrument.questions.find(({ key }) => key)?.statements.us ?? '',
      sample: sampleSummary,
      naLabel: content.scale.notApplicable,
    });
  });
}

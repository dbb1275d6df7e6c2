/** /arrived/key and /arrived/all: the end of the key questions and of all questions, with the scores and one next step. */
import type { Express } from 'express';
import { headline } from '../../assessment/scores/headline.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import { seeOther } from '../http/finish.ts';
import { competencyChart, competencyRows } from '../render/competency-chart.ts';
import { savedLine } from '../render/saved-line.ts';
import { counted } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { nextAddress, visitOf } from '../visitor/visit.ts';

export function arrivedRoutes(app: Express, site: Site): void {
  const { content, send, path } = site;
  const { instrument } = content;
  const { competency: most } = instrument.points;

  app.get('/arrived/:at', (req, res, next) => {
    const { at } = req.params;
    if (at !== 'key' && at !== 'all') return next();
    const visit = visitOf(site, req, res);
    const { answers, progress, visitor, savedUntil, notices } = visit;
    if (at === 'all' ? !progress.complete : !progress.reportOpen) return seeOther(res, path('/questions'));
    const report = buildReport(instrument, answers);
    const left = progress.of - progress.answered;
    const title =
      at === 'all' || left === 0
        ? `All ${progress.of}. Your scores are final.`
        : `All ${counted(progress.keyOf, 'key question')}. Your report is open.`;
    send(req, res, 'pages/arrived', {
      layout: {
        title,
        description: 'Your scores after the last question.',
        section: 'questions',
        styles: ['charts', 'tables'],
        personal: true,
        indexed: false,
      },
      notices,
      line: savedLine(content, visit, req.query),
      title,
      savedUntil,
      sentence: headline(report),
      chart: competencyChart(report.competencies, content),
      rows: competencyRows(report.competencies),
      most,
      left,
      goOnAt: left > 0 ? nextAddress(content, visitor) : '',
    });
  });
}

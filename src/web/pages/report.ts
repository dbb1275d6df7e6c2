/** /report: what the answers add up to, once the key questions have one; /sample: the same of a made-up person. */
import type { Express } from 'express';
import { dateOf } from '../../assessment/visitor.ts';
import { NotFound } from '../errors.ts';
import { reportView } from '../report-view.ts';
import type { Site } from '../site.ts';
import { currentVisit, levelName } from '../visit.ts';

export function reportPages(app: Express, { deps, store, send }: Site): void {
  const { content } = deps;
  const { sample } = content;
  app.get('/report', (req, res) => {
    const visit = currentVisit(req, res, content, store);
    const { assessment, progress, answers, visitor, groupName, savedUntil, notices } = visit;
    const layout = {
      title: 'My report',
      description: 'What your answers add up to: six competencies, ten principles, where to start.',
      section: 'report' as const,
      personal: true,
      indexed: false,
    };
    if (!assessment || !progress.reportOpen) {
      send(req, res, 'pages/report-locked', {
        layout,
        notices,
        progress,
        savedUntil,
        hasSample: sample !== undefined,
      });
      return;
    }
    const view = reportView(content, {
      person: visitor.name,
      group: groupName,
      level: levelName(content, assessment.level),
      date: dateOf(assessment.changedOn),
      answers,
    });
    const opened = req.query.opened !== undefined;
    send(req, res, 'pages/report', { layout, notices, savedUntil, opened, story: '', ...view });
  });

  app.get('/sample', (req, res) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const view = reportView(content, {
      person: sample.name,
      group: sample.group,
      level: levelName(content, sample.level),
      date: sample.date,
      answers: sample.answers,
    });
    const layout = {
      title: 'A sample report',
      description: 'The report of a made-up person, to show what yours will look like.',
      section: 'other' as const,
      personal: false,
      indexed: true,
    };
    send(req, res, 'pages/report', {
      layout,
      notices: [],
      savedUntil: '',
      opened: false,
      story: sample.story,
      ...view,
    });
  });
}

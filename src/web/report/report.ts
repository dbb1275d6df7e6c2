/** /report: the visitor's report, once all key questions are answered; /sample: the report of a made-up person. */
import type { Express } from 'express';
import { dateOf } from '../../assessment/visitor.ts';
import { NotFound } from '../http/errors.ts';
import { momentsChapter } from '../moments/moments-table.ts';
import { contractChapter } from '../plan/contract.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';
import { changeChapter, changedSince } from './change-view.ts';
import { coverTitle, reportPage } from './report-page.ts';

export function reportRoutes(app: Express, site: Site): void {
  const { deps, content, send } = site;
  const benchmark = deps.config.benchmark ? site.contributions : undefined;
  const { sample } = content;

  app.get('/report', (req, res) => {
    const visit = visitOf(site, req, res);
    const { assessment, progress, answers, visitor, groupName, savedUntil, notices } = visit;
    const layout = {
      title: 'My report',
      description: 'What your answers add up to: competencies, principles, and where to start.',
      section: 'report' as const,
      styles: ['plan'],
      personal: true,
      indexed: false,
    };
    if (!assessment || !progress.reportOpen) {
      const hasSample = sample !== undefined;
      const snapshotsAt = assessment?.snapshots.length ? `/start/${assessment.id}/snapshots` : '';
      return send(req, res, 'pages/report-locked', {
        layout,
        notices,
        progress,
        savedUntil,
        hasSample,
        snapshotsAt,
      });
    }
    const opened = req.query.opened !== undefined;
    const cover = {
      title: coverTitle(visitor.name, groupName),
      level: levelName(content, assessment.level),
      date: dateOf(assessment.changedOn),
    };
    const moments = momentsChapter(site.moments.read(res.locals.jar).worksheet);
    const styles = [
      ...layout.styles,
      ...(assessment.snapshots.length > 0 ? ['retake'] : []),
      ...(moments.length > 0 ? ['moments'] : []),
    ];
    send(req, res, 'pages/report', {
      layout: { ...layout, styles },
      notices,
      savedUntil,
      opened,
      story: '',
      benchmark: benchmark && {
        hasPictures: benchmark.hasPictures,
        added: benchmark.keyOf(res.locals.jar) !== undefined,
      },
      again: { retakeAt: `/start/${assessment.id}/retake`, since: changedSince(assessment) },
      ...reportPage(site, answers, cover, [
        ...changeChapter(site, assessment),
        ...moments,
        contractChapter(site, res.locals.jar),
      ]),
    });
  });

  app.get('/sample', (req, res) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const layout = {
      title: 'A sample report',
      description: 'The report of a made-up person, to show what yours will look like.',
      section: 'sample' as const,
      personal: false,
      indexed: true,
    };
    const { name, group, level, date, story, answers } = sample;
    const cover = { title: coverTitle(name, group), level: levelName(content, level), date };
    send(req, res, 'pages/report', {
      layout,
      notices: [],
      savedUntil: '',
      opened: false,
      story,
      ...reportPage(site, answers, cover),
    });
  });
}

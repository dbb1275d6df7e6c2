/** /report: the result on one screen, once all key questions are answered; its chapters; and /report/all. */
import type { Express, Request, Response } from 'express';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { seeOther } from '../http/finish.ts';
import { momentsChapter } from '../moments/moments-table.ts';
import { contractChapter } from '../plan/contract.ts';
import { savedLine } from '../render/saved-line.ts';
import type { Site } from '../site.ts';
import { levelName, type Visit, visitOf } from '../visitor/visit.ts';
import { changeChapter } from './change-view.ts';
import { linksUnder } from './links.ts';
import { hasOtherLetters } from './other-letters.ts';
import { chapterLayout, resultStyles, slugAt, sortOf } from './pages.ts';
import { type Action, coverTitle, openReport } from './report-page.ts';
import { teamChapter } from './team-chapter.ts';

const layout = {
  title: 'My report',
  description: 'What your answers add up to: competencies, principles, and where to start.',
  section: 'report' as const,
  styles: resultStyles,
  personal: true,
  indexed: false,
};

export function reportRoutes(app: Express, site: Site): void {
  const { deps, content, send, path } = site;
  const benchmark = deps.config.benchmark ? site.contributions : undefined;
  const links = linksUnder(path('/report'), { isOwn: true });

  /** The report of the current assessment; undefined while it is locked. */
  const opened = async (res: Response, { assessment, progress, answers, visitor, groupName }: Visit) => {
    if (!assessment || !progress.reportOpen) return undefined;
    const report = openReport(site, {
      answers,
      cover: {
        title: coverTitle(visitor.name, groupName),
        level: levelName(content, assessment.level),
        date: assessment.changedOn,
      },
      links,
      own: [
        ...changeChapter(site, assessment),
        ...(await teamChapter(site, res.locals.jar, assessment)),
        ...momentsChapter(site.moments.read(res.locals.jar).worksheet),
        contractChapter(site, res.locals.jar),
      ],
      isCached: true,
    });
    return { report, retakeAt: `/start/${assessment.id}/retake` };
  };

  app.get('/report', async (req, res) => {
    const visit = visitOf(site, req, res);
    const open = await opened(res, visit);
    if (!open) return sendLocked(req, res, visit);
    const { notices, savedUntil } = visit;
    send(req, res, 'pages/report/result', {
      layout,
      notices,
      savedUntil,
      story: '',
      benchmark: benchmark && {
        hasPictures: benchmark.hasPictures,
        added: benchmark.keyOf(res.locals.jar) !== undefined,
      },
      retakeAt: open.retakeAt,
      hasOtherLetters: hasOtherLetters(visit.visitor.name, visit.assessment?.name ?? ''),
      ...open.report.result(sortOf(req), nextStep(site, visit, res)),
    });
  });

  const sendLocked = (req: Request, res: Response, visit: Visit) => {
    const { assessment, progress, savedUntil, notices } = visit;
    const snapshotsAt = assessment?.snapshots.length ? `/start/${assessment.id}/snapshots` : '';
    const hasSample = content.sample !== undefined;
    const page = { layout, notices, progress, savedUntil, hasSample, snapshotsAt };
    send(req, res, 'pages/report/locked', page);
  };

  app.get('/report/:chapter', async (req, res) => {
    const visit = visitOf(site, req, res);
    const open = await opened(res, visit);
    if (!open) return seeOther(res, links.result);
    const { notices, savedUntil } = visit;
    const found = slugAt(req, open.report);
    if (found.elsewhere !== undefined) return seeOther(res, links.chapter(found.elsewhere));
    const common = { notices, savedUntil, story: '' };
    if (found.slug === 'all') {
      const page = open.report.all();
      const all = { ...chapterLayout(layout, page), title: 'My whole report' };
      return send(req, res, 'pages/report/all', { layout: all, ...common, ...page });
    }
    const page = open.report.chapter(found.slug, sortOf(req));
    send(req, res, 'pages/report/chapter', {
      layout: chapterLayout(layout, { chapters: [page] }, page.chapter.short),
      ...common,
      line: savedLine(content, visit, req.query),
      ...page,
    });
  });
}

/** To answer the rest, or already to make the contract; then the contract alone. */
function nextStep({ content, path, plan }: Site, { answers, progress }: Visit, res: Response): Action {
  const left = progress.of - progress.answered;
  const next = content.instrument.questions.find(({ id }) => !answers.has(id));
  const begun = !isEmptyPlan(plan.read(res.locals.jar).worksheet);
  const contract = { address: path('/plan'), text: begun ? 'Go on with my contract' : 'Make my contract' };
  if (!next) return contract;
  return {
    address: path(`/questions/${next.id}`),
    text: left === 1 ? 'Answer the last one' : `Answer the ${left} left`,
    other: contract,
  };
}

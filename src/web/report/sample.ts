/** /sample: the report of a made-up person, with its chapters. */
import type { Express } from 'express';
import { isEmptyPlan } from '../../assessment/plan.ts';
import { NotFound } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { momentsChapter } from '../moments/moments-table.ts';
import { writtenContract } from '../plan/contract.ts';
import type { Site } from '../site.ts';
import { levelName } from '../visitor/visit.ts';
import { linksUnder } from './links.ts';
import { chapterLayout, resultStyles, slugAt, sortOf } from './pages.ts';
import { coverTitle, openReport } from './report-page.ts';

const layout = {
  title: 'A sample report',
  description: 'The report of a made-up person, to show what yours will look like.',
  section: 'sample' as const,
  styles: resultStyles,
  personal: false,
  indexed: true,
};

export function sampleRoutes(app: Express, site: Site): void {
  const { content, send, path } = site;
  const links = linksUnder(path('/sample'));

  const action = { address: path('/start'), text: 'Begin with my own answers' };

  /** @throws NotFound when the content has no sample */
  const opened = () => {
    const { sample } = content;
    if (!sample) throw new NotFound('This site has no sample report.');
    const { name, group, level, date, story, answers, plan, moments } = sample;
    const cover = { title: coverTitle(name, group), level: levelName(content, level), date };
    const own = [
      ...momentsChapter(moments, false),
      ...(isEmptyPlan(plan) ? [] : [writtenContract(plan, content, false)]),
    ];
    return { story, report: openReport(site, { answers, cover, links, own, isCached: true }) };
  };
  const nothingOwn = { notices: [], savedUntil: '' };

  app.get('/sample', (req, res) => {
    const { story, report } = opened();
    send(req, res, 'pages/report/result', {
      layout,
      story,
      ...nothingOwn,
      ...report.result(sortOf(req), action),
    });
  });

  app.get('/sample/:chapter', (req, res) => {
    const { story, report } = opened();
    const found = slugAt(req, report);
    if (found.elsewhere !== undefined) return seeOther(res, links.chapter(found.elsewhere));
    if (found.slug === 'all') {
      const page = report.all();
      return send(req, res, 'pages/report/all', {
        layout: chapterLayout(layout, page),
        story,
        ...nothingOwn,
        ...page,
      });
    }
    const page = report.chapter(found.slug, sortOf(req));
    const own = chapterLayout(layout, { chapters: [page] }, page.chapter.short);
    send(req, res, 'pages/report/chapter', { layout: own, story, ...nothingOwn, ...page });
  });
}

/** /shared: the report of a shared link, with its chapters. The link holds all of it, so each address carries the token. */

import type { Express, Request, Response } from 'express';
import { currentAssessment } from '../../assessment/visitor.ts';
import { isolated } from '../../direction.ts';
import { seeOther } from '../http/finish.ts';
import { originOnly } from '../http/origin-only.ts';
import { linkFaultTitle } from '../render/wording.ts';
import { linksUnder } from '../report/links.ts';
import { chapterLayout, resultStyles, slugAt, sortOf } from '../report/pages.ts';
import { openReport } from '../report/report-page.ts';
import type { Site } from '../site.ts';
import { levelName } from '../visitor/visit.ts';
import {
  editionNotice,
  isSharedFrom,
  linksOf,
  type OpenedReport,
  openShared,
  type Unopened,
} from './shared-reports.ts';

const layout = {
  title: 'A shared report',
  description: 'A report that somebody shared.',
  section: 'other' as const,
  styles: [...resultStyles, 'compare'],
  personal: true,
  indexed: false,
};

export function sharedRoutes(app: Express, site: Site): void {
  const { store, send, editions, content, path } = site;

  /** The report, and what its pages have in common. */
  const pageOf = (res: Response, { report, edition, token }: OpenedReport) => {
    const { answers, level, person, group, answeredOn } = report;
    const us = levelName(content, level);
    const told = editionNotice('These answers', edition, editions.current);
    const assessment = currentAssessment(store.read(res.locals.jar).visitor);
    const cover = { title: sharedTitle(person, group, us), level: us, date: answeredOn };
    // The token holds the names that the sender typed, so no part of these pages is cached.
    const links = linksUnder(path('/shared'), { query: `with=${token}` });
    const own = assessment !== undefined && isSharedFrom(assessment, report);
    return {
      links,
      action: own
        ? { address: path('/share'), text: 'Back to the link' }
        : { address: path(`/compare?with=${token}`), text: 'Compare with mine' },
      opened: openReport(site, { answers, cover, links, isCached: false }),
      common: {
        notices: told ? [told] : [],
        own,
        story: '',
        shared: true,
      },
    };
  };

  const sendUnopened = (req: Request, res: Response, link: string, { fault, advice, reason }: Unopened) => {
    const page = {
      layout: { ...layout, title: unopenedTitle(reason), styles: ['compare'] },
      errors: [{ field: 'with', text: fault }],
      errorTitle: 'The report was not opened',
      advice,
      link,
      ownLink: reason === 'is-resume',
    };
    send(req, res, 'pages/shared-unopened', page, link.trim() === '' ? 400 : 422);
  };

  app.get('/shared', (req, res) => {
    res.set(originOnly);
    const [link = ''] = linksOf.parse(req.query);
    const read = openShared(site, link);
    if (!read.ok) return sendUnopened(req, res, link, read);
    const { opened, common, action } = pageOf(res, read);
    const page = opened.result(sortOf(req), action);
    send(req, res, 'pages/report/result', { layout, ...common, ...page });
  });

  app.get('/shared/:chapter', (req, res) => {
    res.set(originOnly);
    const [link = ''] = linksOf.parse(req.query);
    const read = openShared(site, link);
    if (!read.ok) return sendUnopened(req, res, link, read);
    const { opened, common, links } = pageOf(res, read);
    const found = slugAt(req, opened);
    if (found.elsewhere !== undefined) return seeOther(res, links.chapter(found.elsewhere));
    if (found.slug === 'all') {
      const page = opened.all();
      const all = chapterLayout(layout, page);
      return send(req, res, 'pages/report/all', { layout: withCompare(all), ...common, ...page });
    }
    const page = opened.chapter(found.slug, sortOf(req));
    const own = chapterLayout(layout, { chapters: [page] }, page.chapter.short);
    send(req, res, 'pages/report/chapter', { layout: withCompare(own), ...common, ...page });
  });
}

function unopenedTitle(reason: Unopened['reason']): string {
  return reason === 'empty' ? 'Which report?' : linkFaultTitle(reason, 'This link opens no report');
}

/** The notice about sharing has its looks from compare.css. */
function withCompare<L extends { readonly styles?: readonly string[] }>(given: L): L {
  return { ...given, styles: [...(given.styles ?? []), 'compare'] };
}

/** "Zoë and Ward 7". Without a group: "Zoë, on “my work group”", quoted because a level's name is worded by its owner. */
function sharedTitle(person: string, group: string, level: string): string {
  const who = isolated(person) || 'A colleague';
  return group ? `${who} and ${isolated(group)}` : `${who}, on “${level}”`;
}

/** /share makes a link that shows the visitor's report to others. /shared shows the report of such a link. */
import type { Express } from 'express';
import { z } from 'zod';
import { currentAssessment, dateOf } from '../../assessment/visitor.ts';
import { encodeShared } from '../../codec/links/share.ts';
import { originOnly } from '../http/origin-only.ts';
import { dateText } from '../render/wording.ts';
import { reportPage } from '../report/report-page.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';
import { editionNotice, isSharedFrom, linksOf, openShared } from './shared-reports.ts';

const tick = z.literal('yes').optional().catch(undefined);
const ticks = z.object({ person: tick, group: tick });

export function shareRoutes(app: Express, site: Site): void {
  const { deps, store, send, editions, url } = site;
  const { content } = deps;

  app.get('/share', (req, res) => {
    const visit = visitOf(site, req, res);
    const { assessment, progress, visitor, notices, savedUntil } = visit;
    const { person, group } = ticks.parse(req.query);
    const shown = {
      person: person ? visitor.name : '',
      group: group ? (assessment?.name ?? '') : '',
    };
    const token =
      assessment && progress.reportOpen
        ? encodeShared(
            {
              ...shown,
              level: assessment.level,
              answeredOn: assessment.changedOn,
              answers: assessment.answers,
            },
            editions,
            deps.secrets,
          )
        : '';
    send(req, res, 'pages/share', {
      layout: {
        title: 'Share my report',
        description: 'Make a link that shows your report to others, without your name unless you include it.',
        section: 'share' as const,
        styles: ['compare', 'link'],
        scripts: ['copy'],
        personal: true,
        indexed: false,
      },
      notices,
      savedUntil,
      progress,
      assessment: assessment && { id: assessment.id, name: assessment.name },
      level: levelName(content, assessment?.level),
      date: dateText(dateOf(assessment?.changedOn ?? 0)),
      person: visitor.name,
      include: shown,
      token,
      carries: namesCarried(shown),
      link: url(req, `/shared?with=${token}`),
    });
  });

  app.get('/shared', (req, res) => {
    res.set(originOnly);
    const [link = ''] = linksOf.parse(req.query);
    const opened = openShared(site, link);
    const assessment = currentAssessment(store.read(res.locals.jar).visitor);
    const layout = {
      title: opened.ok ? 'A shared report' : 'This link cannot be opened',
      description: 'A report that somebody shared.',
      section: 'other' as const,
      styles: ['compare'],
      personal: true,
      indexed: false,
    };
    if (!opened.ok) {
      const { fault, advice, reason } = opened;
      const errors = [{ field: 'with', text: fault }];
      const page = {
        layout,
        errors,
        errorTitle: 'The report was not opened',
        advice,
        link,
        ownLink: reason === 'other-kind',
      };
      return send(req, res, 'pages/shared-unopened', page, link.trim() === '' ? 400 : 422);
    }
    const { report, edition, token } = opened;
    const { answers, level, person, group, answeredOn } = report;
    const us = levelName(content, level);
    const told = editionNotice('These answers', edition, editions.current);
    send(req, res, 'pages/shared', {
      layout,
      notices: told ? [told] : [],
      token,
      own: assessment !== undefined && isSharedFrom(assessment, report),
      ...reportPage(site, answers, {
        title: sharedTitle(person, group, us),
        level: us,
        date: dateOf(answeredOn),
        edition,
      }),
    });
  });
}

/** Says in a sentence which names the link carries. */
function namesCarried({ person, group }: { readonly person: string; readonly group: string }): string {
  if (person && group) return 'It carries your name and your group’s name';
  if (person) return 'It carries your name';
  return group ? 'It carries your group’s name, not yours' : 'It carries no name';
}

/** "Zoë and Ward 7". Without a group: "Zoë, on “my work group”", quoted because a level's name is worded by its owner. */
function sharedTitle(person: string, group: string, level: string): string {
  const who = person || 'A colleague';
  return group ? `${who} and ${group}` : `${who}, on “${level}”`;
}

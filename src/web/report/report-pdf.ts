/** The reports of /report and /sample as documents: /report.pdf is the full workbook, /report/summary.pdf has two pages. */

import type { Express, Request, Response } from 'express';
import { textOfDay } from '../../assessment/days.ts';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import type { ReportDocument } from '../../exports/report/report-pdf.ts';
import { NotFound } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { limitDocuments } from '../http/middleware/rate-limit.ts';
import { paperOf, sendPdf } from '../http/send-pdf.ts';
import { dateText, documentDay } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';
import { changePage, changeTitle } from './change-view.ts';
import { contractOf, momentsOf } from './own-chapters.ts';
import { coverTitle } from './report-page.ts';

type Given = Omit<ReportDocument, 'brand' | 'paper' | 'made' | 'questionsAddress'>;

/** The two documents: the full workbook, and the summary on two pages. */
type Kind = 'report' | 'summary';

export function reportPdfRoutes(app: Express, site: Site): void {
  const { deps, content, path } = site;
  const { instrument, sample } = content;
  const limited = limitDocuments();

  const send = (req: Request, res: Response, kind: Kind, day: number, given: Given) => {
    const document: ReportDocument = {
      ...given,
      brand: site.brand.name,
      paper: paperOf(req),
      made: deps.now(),
      questionsAddress: site.url(req, '/questions'),
    };
    const { reportPdf, summaryPdf } = deps.documents;
    const make = kind === 'report' ? reportPdf : summaryPdf;
    return sendPdf(res, `service-mirror-${kind}-${textOfDay(day)}.pdf`, (signal) => make(document, signal));
  };

  /** A summary has the contract to fill in by hand when nothing is written in it. */
  const contractIn = (kind: Kind, plan: Plan) =>
    kind === 'report' && isEmptyPlan(plan) ? undefined : contractOf(plan, content);

  const sendReport = async (req: Request, res: Response, kind: Kind) => {
    const { visitor, assessment, progress, groupName } = visitOf(site, req, res);
    if (!assessment || !progress.reportOpen) return seeOther(res, path('/report'));
    await send(req, res, kind, assessment.changedOn, {
      answers: new Map(assessment.answers),
      cover: {
        title: coverTitle(visitor.name, groupName),
        level: levelName(content, assessment.level),
        date: documentDay(assessment.changedOn, deps.config.timeZone),
        edition: instrument.edition,
        story: '',
      },
      person: visitor.name,
      change:
        assessment.snapshots.length > 0 ? { title: changeTitle, ...changePage(site, assessment) } : undefined,
      contract: contractIn(kind, site.plan.read(res.locals.jar).worksheet),
      moments: momentsOf(site.moments.read(res.locals.jar).worksheet),
    });
  };

  const sendSample = async (req: Request, res: Response, kind: Kind) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const { name, group, level, date, story, answers, plan, moments } = sample;
    await send(req, res, kind, date, {
      answers: new Map(answers),
      cover: {
        title: coverTitle(name, group),
        level: levelName(content, level),
        date: dateText(date),
        edition: instrument.edition,
        story,
      },
      person: name,
      contract: contractIn(kind, plan),
      moments: momentsOf(moments),
    });
  };

  app.get('/report.pdf', limited, (req, res) => sendReport(req, res, 'report'));
  app.get('/report/summary.pdf', limited, (req, res) => sendReport(req, res, 'summary'));
  app.get('/sample.pdf', limited, (req, res) => sendSample(req, res, 'report'));
  app.get('/sample/summary.pdf', limited, (req, res) => sendSample(req, res, 'summary'));
}

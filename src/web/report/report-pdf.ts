/** /report.pdf and /sample.pdf: the reports of /report and /sample as documents. */
import type { Express, Request, Response } from 'express';
import { dateOf, dayOf } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import type { ReportDocument } from '../../exports/report/report-pdf.ts';
import { NotFound } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { limitDocuments } from '../http/middleware/rate-limit.ts';
import { paperOf, sendPdf } from '../http/send-pdf.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, visitOf } from '../visitor/visit.ts';
import { changePage, changeTitle } from './change-view.ts';
import { contractOf, momentsOf } from './own-chapters.ts';
import { coverTitle } from './report-page.ts';

export function reportPdfRoutes(app: Express, site: Site): void {
  const { deps, content, path } = site;
  const { instrument, sample } = content;
  const limited = limitDocuments();

  type Given = Omit<ReportDocument, 'brand' | 'paper' | 'made' | 'questionsAddress'>;
  const send = (req: Request, res: Response, day: number, given: Given) => {
    const document: ReportDocument = {
      ...given,
      brand: site.brand.name,
      paper: paperOf(req),
      made: deps.now(),
      questionsAddress: site.url(req, '/questions'),
    };
    return sendPdf(res, `service-mirror-report-${textOfDay(day)}.pdf`, (signal) =>
      deps.documents.reportPdf(document, signal),
    );
  };

  app.get('/report.pdf', limited, async (req, res) => {
    const { visitor, assessment, progress, groupName } = visitOf(site, req, res);
    if (!assessment || !progress.reportOpen) return seeOther(res, path('/report'));
    await send(req, res, assessment.changedOn, {
      answers: new Map(assessment.answers),
      cover: {
        title: coverTitle(visitor.name, groupName),
        level: levelName(content, assessment.level),
        date: dateText(dateOf(assessment.changedOn)),
        edition: instrument.edition,
        story: '',
      },
      person: visitor.name,
      change:
        assessment.snapshots.length > 0 ? { title: changeTitle, ...changePage(site, assessment) } : undefined,
      contract: contractOf(site.plan.read(res.locals.jar).worksheet, content),
      moments: momentsOf(site.moments.read(res.locals.jar).worksheet),
    });
  });

  app.get('/sample.pdf', limited, async (req, res) => {
    if (!sample) throw new NotFound('This site has no sample report.');
    const { name, group, level, date, story, answers } = sample;
    await send(req, res, dayOf(date), {
      answers: new Map(answers),
      cover: {
        title: coverTitle(name, group),
        level: levelName(content, level),
        date: dateText(date),
        edition: instrument.edition,
        story,
      },
      person: name,
    });
  });
}

/** /report.csv, /report.xlsx and /report.json: the report as files. PDFs are in report-pdf.ts. */

import type { Express } from 'express';
import { textOfDay } from '../../assessment/days.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { reportJson } from '../../exports/report/report-json.ts';
import { sendDownload } from '../http/download.ts';
import { seeOther } from '../http/finish.ts';
import { limitDocuments } from '../http/middleware/rate-limit.ts';
import { separatorOf } from '../http/separator.ts';
import type { Site } from '../site.ts';
import { readHoldings } from '../visitor/holdings-store.ts';
import { visitOf } from '../visitor/visit.ts';

/** Named after the day of the answers, as on the report's cover. */
const nameOf = ({ changedOn }: Assessment, ending: string) =>
  `service-mirror-report-${textOfDay(changedOn)}.${ending}`;

export function downloadRoutes(app: Express, site: Site): void {
  const { content, path } = site;
  const { instrument, scale } = content;

  // The libraries for files are loaded when the first file is requested: most visitors never request one.
  app.get('/report.csv', async (req, res) => {
    const { assessment, progress } = visitOf(site, req, res);
    if (!assessment || progress.answered === 0) return seeOther(res, path('/report'));
    const { reportCsv } = await import('../../exports/report/report-csv.ts');
    sendDownload(res, {
      name: nameOf(assessment, 'csv'),
      type: 'text/csv; charset=utf-8; header=present',
      body: reportCsv(buildReport(instrument, assessment.answers), instrument, separatorOf(req)),
    });
  });

  app.get('/report.xlsx', limitDocuments(), async (req, res) => {
    const { assessment, progress } = visitOf(site, req, res);
    if (!assessment || progress.answered === 0) return seeOther(res, path('/report'));
    const { reportXlsx } = await import('../../exports/report/report-xlsx.ts');
    sendDownload(res, {
      name: nameOf(assessment, 'xlsx'),
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      body: await reportXlsx(buildReport(instrument, assessment.answers), instrument),
    });
  });

  app.get('/report.json', (req, res) => {
    const { assessment, progress } = visitOf(site, req, res);
    if (!assessment || progress.answered === 0) return seeOther(res, path('/report'));
    const holdings = readHoldings(site, res.locals.jar);
    sendDownload(res, {
      name: nameOf(assessment, 'json'),
      type: 'application/json; charset=utf-8',
      body: reportJson(holdings, assessment, instrument, scale.ratings),
    });
  });
}

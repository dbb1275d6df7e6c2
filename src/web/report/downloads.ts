/** /report.csv and /report.json: the report to keep; /plan.ics: the plan as a calendar. The PDF is in report-pdf.ts. */
import type { Express } from 'express';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import { type Secrets, sign, signatureLength } from '../../codec/signature.ts';
import { reportJson } from '../../exports/report/report-json.ts';
import { sendDownload } from '../http/download.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import { currentVisit } from '../visitor/visit.ts';

/** The day is that of the answers, as on the report's cover. */
const nameOf = ({ changedOn }: Assessment, ending: string) =>
  `service-mirror-report-${textOfDay(changedOn)}.${ending}`;

export function downloadPages(app: Express, site: Site): void {
  const { deps, store, path } = site;
  const { content, secrets } = deps;
  const { instrument, scale } = content;

  // The libraries of files are loaded with the first of their kind: most visitors never ask for one.
  app.get('/report.csv', async (req, res) => {
    const { assessment, progress } = currentVisit(req, res, content, store);
    if (!assessment || progress.answered === 0) return seeOther(res, path('/report'));
    const { reportCsv } = await import('../../exports/report/report-csv.ts');
    sendDownload(res, {
      name: nameOf(assessment, 'csv'),
      type: 'text/csv; charset=utf-8; header=present',
      body: reportCsv(buildReport(instrument, assessment.answers), instrument),
    });
  });

  app.get('/report.json', (req, res) => {
    const { visitor, assessment, progress } = currentVisit(req, res, content, store);
    if (!assessment || progress.answered === 0) return seeOther(res, path('/report'));
    const holdings = { visitor, plan: site.plan.read(req).sheet, moments: site.moments.read(req).sheet };
    sendDownload(res, {
      name: nameOf(assessment, 'json'),
      type: 'application/json; charset=utf-8',
      body: reportJson(holdings, assessment, instrument, scale.ratings),
    });
  });

  app.get('/plan.ics', async (req, res) => {
    const { sheet: plan } = site.plan.read(req);
    if (isEmptyPlan(plan)) return seeOther(res, path('/plan'));
    const { planCalendar } = await import('../../exports/calendar.ts');
    sendDownload(res, {
      name: 'service-mirror-plan.ics',
      type: 'text/calendar; charset=utf-8',
      body: planCalendar(plan, {
        now: deps.now(),
        instrument,
        planAddress: site.url(res, '/plan'),
        startAddress: site.url(res, '/start'),
        uid: uidsOf(plan, secrets),
      }),
    });
  });
}

/**
 * A contract is known by who signed it and when, which neither a new date nor another wording of a goal changes. Signed
 * with the site's secret, and only the signature is given, so that an id tells nothing of either.
 */
function uidsOf({ signedBy, signedOn }: Plan, secrets: Secrets): (entry: string) => string {
  return (entry) =>
    sign(JSON.stringify([signedBy, signedOn, entry]), 'service-mirror calendar', secrets).slice(
      -signatureLength,
    );
}

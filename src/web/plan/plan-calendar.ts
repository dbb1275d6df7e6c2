/** /plan.ics: the days of the contract as a calendar file. */
import { createHash } from 'node:crypto';
import type { Express } from 'express';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import { type Secrets, signatureOf } from '../../codec/signature.ts';
import { sendDownload } from '../http/download.ts';
import { seeOther } from '../http/finish.ts';
import type { Site } from '../site.ts';

export function planCalendarRoutes(app: Express, { deps, content, plan, path, url }: Site): void {
  app.get('/plan.ics', async (req, res) => {
    const { worksheet } = plan.read(res.locals.jar);
    if (isEmptyPlan(worksheet)) return seeOther(res, path('/plan'));
    // Loaded when the first calendar is requested: most visitors never request one.
    const { planCalendar } = await import('../../exports/calendar.ts');
    sendDownload(res, {
      name: 'service-mirror-plan.ics',
      type: 'text/calendar; charset=utf-8',
      body: planCalendar(worksheet, {
        now: deps.now(),
        today: deps.today(),
        instrument: content.instrument,
        planAddress: url(req, '/plan'),
        startAddress: url(req, '/start'),
        uid: uidsOf(worksheet, deps.secrets),
      }),
    });
  });
}

/**
 * The ids of the calendar's entries. They are derived from the id of the plan, so that they stay the same whatever changes in
 * it, and a calendar updates its entries. A plan without an id is known by who signed it and when. Each is a hash, so that
 * it does not reveal the name.
 */
function uidsOf({ id, signedBy, signedOn }: Plan, [secret]: Secrets): (entry: string) => string {
  return (entry) =>
    id === undefined
      ? signatureOf(JSON.stringify([signedBy, signedOn, entry]), 'service-mirror calendar', secret)
      : createHash('sha256')
          .update(JSON.stringify([id, entry]))
          .digest('base64url');
}

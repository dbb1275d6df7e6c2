/** /moments: the worksheet for the contacts a customer goes through. /moments/sheet: the same, filled or empty, to print. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { emptyMoments, isEmptyMoments, type Moments } from '../../assessment/moments.ts';
import { WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, leadTo, worksheetForm } from '../http/form.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import {
  fingerprintOf,
  formFaults,
  longestField,
  type MomentsForm,
  momentsOf,
  parseAction,
  parseForm,
  parseSeen,
} from './moments-form.ts';
import { addressAfter, stepOf, withBlanks } from './moments-step.ts';
import { paperView } from './moments-table.ts';
import { type MomentsPage, momentsView } from './moments-view.ts';

const query = z.object({
  /** The numbers of the blank rows, which the cookie does not keep. */
  blank: z
    .string()
    .regex(/^(?:\d{1,2}(?:,\d{1,2})*)?$/)
    .transform((rows) => rows.split(',').filter(Boolean).map(Number))
    .optional()
    .catch(undefined),
  /** The number of the row whose removal is to be confirmed, as its index. */
  ask: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform((number) => Number(number) - 1)
    .optional()
    .catch(undefined),
  saved: z
    .string()
    .transform(() => true)
    .optional()
    .catch(undefined),
});
const paperQuery = z.object({ empty: z.string().optional().catch(undefined) });

export function momentsRoutes(app: Express, site: Site): void {
  const { deps, moments, send, path } = site;

  const show = (
    req: Request,
    res: Response,
    page: Pick<MomentsPage, 'form' | 'ask' | 'saved' | 'elsewhere' | 'errors'>,
  ) => {
    const { jar } = res.locals;
    const view = momentsView(deps.content, {
      ...page,
      kept: moments.read(jar),
      space: {
        left: moments.spaceLeft(jar, momentsOf(page.form)),
        whole: moments.spaceLeft(jar, emptyMoments),
      },
      notices: visitOf(site, req, res).notices,
    });
    send(req, res, 'pages/moments', view, page.errors.length > 0 ? 422 : 200);
  };

  app.get('/moments', (req, res) => {
    const { blank, ask, saved } = query.parse(req.query);
    const { cycle, moments: kept } = moments.read(res.locals.jar).worksheet;
    const rows = withBlanks(kept, blank);
    show(req, res, { form: { cycle, rows }, ask, saved, errors: [] });
  });

  app.get('/moments/save', leadTo(path('/moments')));

  app.post('/moments/save', worksheetForm, (req, res) => {
    const action = parseAction(req.body);
    const step = stepOf(parseForm(req.body), action);
    const { form, ask, fault } = step;
    const again = (errors: readonly FieldError[], elsewhere = false) =>
      show(req, res, { form, ask, elsewhere, errors });

    const faults = [...(fault ? [fault] : []), ...formFaults(form)];
    if (faults.length > 0) return again(faults);
    const { worksheet: kept } = moments.read(res.locals.jar);
    const worksheet = momentsOf(form);
    if (replacesUnseen(kept, worksheet, parseSeen(req.body)))
      return again([{ field: 'elsewhere', text: changedElsewhere }], true);
    // An empty worksheet sets no cookie, unless it replaces one.
    if (!isEmptyMoments(worksheet) || !isEmptyMoments(kept)) {
      const tooLarge = save(res, form);
      if (tooLarge) return again([tooLarge]);
    }
    seeOther(res, path(addressAfter(action, step)));
  });

  /** Saves the worksheet, or returns why it could not be saved. */
  const save = (res: Response, form: MomentsForm): FieldError | undefined => {
    try {
      moments.save(res.locals.jar, momentsOf(form));
    } catch (error) {
      if (!(error instanceof WorksheetTooLarge)) throw error;
      return { field: longestField(form), text: error.message };
    }
  };

  app.get('/moments/sheet', (req, res) => {
    const empty = paperQuery.parse(req.query).empty !== undefined;
    const worksheet = empty ? emptyMoments : moments.read(res.locals.jar).worksheet;
    send(req, res, 'pages/moments-paper', paperView(worksheet, empty));
  });
}

const changedElsewhere =
  'The worksheet was changed in another tab or window after this page was opened. Save to replace it with what stands here';

/**
 * Whether saving would overwrite a worksheet that the visitor has not seen: another tab has saved since the form was made, or
 * the form does not say what it was made from. A form that is sent twice changes nothing the second time.
 */
function replacesUnseen(kept: Moments, worksheet: Moments, seen: string): boolean {
  if (isEmptyMoments(kept)) return false;
  return ![seen, fingerprintOf(worksheet)].includes(fingerprintOf(kept));
}

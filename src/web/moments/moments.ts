/** /moments: the worksheet for the contacts a customer goes through; /moments/sheet: the same to print, filled or empty. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  blankMoment,
  emptyMoments,
  isBlankMoment,
  isEmptyMoments,
  type Moment,
  type Moments,
  momentsKept,
  rearranged,
} from '../../assessment/moments.ts';
import { WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, worksheetForm } from '../http/form.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import {
  actionIn,
  type FormAction,
  formFaults,
  formIn,
  longestField,
  type MomentsForm,
  markOf,
  momentsOf,
  seenIn,
} from './moments-form.ts';
import { momentsView, paperView } from './moments-view.ts';

const rowNumber = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number);
/** Which rows are blank, which the cookie does not keep; absent, as many as invite to go on. */
const query = z.object({
  blank: z
    .string()
    .regex(/^(?:\d{1,2}(?:,\d{1,2})*)?$/)
    .transform((rows) => rows.split(',').filter(Boolean).map(Number))
    .optional()
    .catch(undefined),
  ask: rowNumber.optional().catch(undefined),
  saved: z
    .string()
    .transform(() => true)
    .optional()
    .catch(undefined),
});
const paperQuery = z.object({ empty: z.string().optional().catch(undefined) });
const blankAtFirst = 3;

export function momentsRoutes(app: Express, site: Site): void {
  const { deps, moments, send, path } = site;
  const whole = moments.spaceLeft(emptyMoments);
  const notices = (req: Request, res: Response) => visitOf(site, req, res).notices;

  app.get('/moments', (req, res) => {
    const { blank, ask, saved } = query.parse(req.query);
    const kept = moments.read(res.locals.jar);
    const { cycle, moments: rows } = kept.worksheet;
    const shown = { cycle, rows: withBlanks(rows, blank ?? inviting(rows.length)) };
    const asked = ask !== undefined && shown.rows[ask - 1] ? ask - 1 : undefined;
    const space = { left: moments.spaceLeft(kept.worksheet), whole };
    const view = momentsView(deps.content, { ...kept, ...space }, shown, {
      notices: notices(req, res),
      ask: asked,
      saved,
      errors: [],
    });
    send(req, res, 'pages/moments', view);
  });

  app.post('/moments', worksheetForm, (req, res) => {
    const action = actionIn(req.body);
    const { entered, at, ask, full } = done(formIn(req.body), action);
    const kept = moments.read(res.locals.jar);
    const worksheet = momentsOf(entered);
    const again = (errors: readonly FieldError[], elsewhere = false) => {
      const space = { left: moments.spaceLeft(worksheet), whole };
      const view = momentsView(deps.content, { ...kept, ...space }, entered, {
        notices: notices(req, res),
        ask,
        elsewhere,
        errors,
      });
      send(req, res, 'pages/moments', view, 422);
    };

    const faults = [...full, ...formFaults(entered)];
    if (faults.length > 0) return again(faults);
    if (replacesUnseen(kept.worksheet, worksheet, seenIn(req.body)))
      return again([{ field: 'elsewhere', text: changedElsewhere }], true);
    // Nothing to keep, and nothing kept that it would replace: no cookie.
    if (!isEmptyMoments(worksheet) || !isEmptyMoments(kept.worksheet)) {
      const tooLarge = save(res, entered);
      if (tooLarge) return again([tooLarge]);
    }
    seeOther(res, path(addressAfter(action, entered, at, ask)));
  });

  /** Saves, or gives the reason why not. */
  const save = (res: Response, entered: MomentsForm): FieldError | undefined => {
    try {
      moments.save(res.locals.jar, momentsOf(entered));
    } catch (error) {
      if (!(error instanceof WorksheetTooLarge)) throw error;
      return { field: longestField(entered), text: error.message };
    }
  };

  app.get('/moments/sheet', (req, res) => {
    const empty = paperQuery.parse(req.query).empty !== undefined;
    const worksheet = empty ? emptyMoments : moments.read(res.locals.jar).worksheet;
    send(req, res, 'pages/moments-sheet', paperView(worksheet, empty));
  });
}

const changedElsewhere =
  'The worksheet was changed in another tab or window after this page was opened. Save to replace it with what stands here';

/**
 * Another tab has saved since the form was made, or what came is no form of ours, and text would be lost. A form sent twice
 * is none of that.
 */
function replacesUnseen(kept: Moments, worksheet: Moments, seen: string): boolean {
  if (isEmptyMoments(kept)) return false;
  return ![seen, markOf(worksheet)].includes(markOf(kept));
}

/** The worksheet after a button, the row to look at, the row whose removal is asked about, and why a step was not taken. */
function done({ cycle, rows }: MomentsForm, action: FormAction) {
  const unchanged = { entered: { cycle, rows }, at: 0, ask: undefined, full: [] as FieldError[] };
  if (action.kind === 'save' || action.kind === 'print') return unchanged;
  const { kind, at } = action;
  const row = rows[at];
  if (kind === 'keep') return { ...unchanged, at };
  if (kind === 'remove' && row && !isBlankMoment(row)) return { ...unchanged, at, ask: at };
  const step = rearranged(rows, kind === 'sure' ? 'remove' : kind, at);
  const full =
    kind === 'add' && rows.length >= momentsKept
      ? [
          {
            field: 'add',
            text: `A worksheet holds ${momentsKept} moments. Remove one first, or join two that belong together`,
          },
        ]
      : [];
  return { entered: { cycle, rows: step.moments }, at: step.at, ask: undefined, full };
}

/** Where the blank rows are is not kept, so the address says it. */
function addressAfter(
  { kind }: FormAction,
  { rows }: MomentsForm,
  at: number,
  ask: number | undefined,
): string {
  if (kind === 'save') return '/moments?saved';
  if (kind === 'print') return '/moments/sheet';
  const blank = rows.flatMap((row, i) => (isBlankMoment(row) ? [i + 1] : []));
  const asking = ask === undefined ? '' : `&ask=${ask + 1}`;
  const there = rows.length === 0 ? 'add' : `moment-${at + 1}`;
  return `/moments?blank=${blank.join(',')}${asking}#${there}`;
}

/** @param blank the numbers that blank rows have among the others, from 1 */
function withBlanks(rows: readonly Moment[], blank: readonly number[]): readonly Moment[] {
  const all = [...rows];
  for (const number of [...new Set(blank)].toSorted((a, b) => a - b))
    if (all.length < momentsKept) all.splice(Math.max(number - 1, 0), 0, blankMoment);
  return all;
}

function inviting(kept: number): readonly number[] {
  return kept === 0 ? Array.from({ length: blankAtFirst }, (_, i) => i + 1) : [kept + 1];
}

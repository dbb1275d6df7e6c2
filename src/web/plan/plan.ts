/** /plan: my contract for change, written, filled from the priorities, and removed. */
import type { Express, Request, Response } from 'express';
import { fillGoals } from '../../assessment/goals.ts';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import { WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form, worksheetForm } from '../http/form.ts';
import { counted, notKept } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import { planFaults } from './plan-faults.ts';
import {
  actionForm,
  draftOf,
  entered,
  fieldsOf,
  fingerprintOf,
  goalField,
  type PlanFields,
  withoutEmptyGoals,
} from './plan-form.ts';
import { planView } from './plan-view.ts';

const done = new Map([
  ['saved', 'Your contract is saved.'],
  ['filled', 'Your priorities fill the goals that were empty. Change the words until they are yours.'],
  ['full', 'No goal was empty, so none was filled. What you typed is saved.'],
  ['removed', 'Your contract is removed from this browser.'],
]);
/** After this many weeks the first goal made from the priorities is due, the second, the third. */
const weeksToDue = [6, 9, 12];
const daysAWeek = 7;

export function planRoutes(app: Express, site: Site): void {
  const { deps, content, plan, send, path } = site;
  const { instrument, scale } = content;
  const ids = new Set(instrument.questions.map(({ id }) => id));

  const show = (req: Request, res: Response, typed?: PlanFields, errors: readonly FieldError[] = []) => {
    const visit = visitOf(site, req, res);
    const kept = plan.read(res.locals.jar);
    const view = planView({
      content,
      visit,
      store: plan,
      kept,
      today: dayOf(deps.now()),
      typed: typed ?? fieldsOf(kept.worksheet),
      errors,
      done: typed ? '' : doneNotice(Object.keys(req.query)[0] ?? '', kept.worksheet),
    });
    send(req, res, 'pages/plan', view, errors.length > 0 ? 422 : 200);
  };

  /** The draft with goals for its empty places, or what is missing. */
  const filled = (req: Request, res: Response, draft: Plan): Plan | FieldError => {
    const { answers, progress, visitor } = visitOf(site, req, res);
    if (!progress.reportOpen) {
      const left = counted(progress.keyLeft.length, 'key question');
      return { field: 'fill', text: `Your priorities are not known yet: ${left} left to answer` };
    }
    const today = dayOf(deps.now());
    const goals = fillGoals(draft.goals, {
      report: buildReport(instrument, answers),
      owner: visitor.name || 'me',
      due: weeksToDue.map((weeks) => textOfDay(today + weeks * daysAWeek)),
      words: scale.ratings,
    });
    return { ...draft, goals };
  };

  app.get('/plan', (req, res) => show(req, res));

  app.post('/plan', worksheetForm, (req, res) => {
    const typed = entered(req.body);
    const again = (...errors: FieldError[]) => show(req, res, typed, errors);
    const { action, seen } = actionForm.parse(req.body);
    const { worksheet: saved } = plan.read(res.locals.jar);
    const draft = draftOf(typed);
    const wanted = action === 'fill' ? filled(req, res, draft) : draft;
    if ('field' in wanted) return again(wanted);
    const context = { saved, today: dayOf(deps.now()), isQuestion: (id: string) => ids.has(id) };
    const faults = planFaults(req.body, wanted, context);
    if (faults.length > 0) return again(...faults);
    const written = withoutEmptyGoals(wanted);
    if (isEmptyPlan(written)) {
      if (!isEmptyPlan(saved)) return seeOther(res, path('/plan/remove'));
      return again({ field: goalField(1, 'text'), text: 'Write a goal, or anything else, before you save' });
    }
    // The same once more is a double click; anything else would be lost with what another tab has saved.
    const print = fingerprintOf(saved);
    if (!isEmptyPlan(saved) && seen !== print && fingerprintOf(written) !== print)
      return again({ field: 'save', text: changedElsewhere });
    try {
      plan.save(res.locals.jar, written);
    } catch (error) {
      if (!(error instanceof WorksheetTooLarge)) throw error;
      if (action === 'fill') return again({ field: 'fill', text: tooFullToFill(error.over) });
      return again({ field: longest(typed), text: error.message });
    }
    const isFilled = wanted.goals.some(({ text }, i) => text !== draft.goals[i]?.text);
    seeOther(res, path(`/plan?${action === 'save' ? 'saved' : isFilled ? 'filled' : 'full'}`));
  });

  app.get('/plan/remove', (req, res) => {
    const { worksheet } = plan.read(res.locals.jar);
    if (isEmptyPlan(worksheet)) return seeOther(res, path('/plan'));
    send(req, res, 'pages/plan-remove', {
      layout: {
        title: 'Remove this contract?',
        description: 'Confirm before the contract is removed from this browser.',
        section: 'plan',
        personal: true,
        indexed: false,
      },
      goals: worksheet.goals.map(({ text }) => text),
    });
  });

  app.post('/plan/remove', form, (_req, res) => {
    plan.clear(res.locals.jar);
    seeOther(res, path('/plan?removed'));
  });
}

/** @param what from the address, so anything at all */
function doneNotice(what: string, plan: Plan): string {
  const notice = done.get(what) ?? '';
  return notice && what !== 'removed' && isEmptyPlan(plan) ? notKept('contract') : notice;
}

const changedElsewhere =
  'This contract was saved from another tab or page since you opened this one. Save once more to keep what stands here instead, or open My contract for change anew to see the other';

const tooFullToFill = (over: number) =>
  `There is no room for goals from your priorities: shorten other texts by ${counted(over, 'character')} first`;

/** Where shortening helps most. */
function longest(typed: PlanFields): string {
  const [field = ''] = Object.keys(typed).toSorted((a, b) => sizeOf(typed[b]) - sizeOf(typed[a]));
  return field;
}

const sizeOf = (text = '') => Buffer.byteLength(text);

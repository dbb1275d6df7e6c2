/** /plan: the visitor's plan, titled "My contract for change": written, filled from the priorities, and removed. */
import type { Express, Request, Response } from 'express';
import { isEmptyPlan, type Plan } from '../../assessment/plan.ts';
import { WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form, leadTo, worksheetForm } from '../http/form.ts';
import { counted } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { type Notice, notKept } from '../visitor/notices.ts';
import { visitOf } from '../visitor/visit.ts';
import { planFaults } from './plan-faults.ts';
import {
  draftOf,
  fieldsOf,
  fingerprintOf,
  goalField,
  longestField,
  type PlanFields,
  withoutEmptyGoals,
} from './plan-fields.ts';
import { filledFromPriorities } from './plan-filling.ts';
import { actionForm, parseTyped } from './plan-form.ts';
import { chosenSteps } from './plan-steps.ts';
import { planView } from './plan-view.ts';

/** The notices of /plan, by the name in the query. */
const doneNotices = new Map<string, Notice>([
  ['saved', { text: 'Your contract is saved.', to: '/plan.ics', link: 'Put its days into my calendar' }],
  ['filled', 'Your priorities fill the goals that were empty. Change the words until they are yours.'],
  ['full', 'No goal was empty, so none was filled. What you typed is saved.'],
  ['removed', 'Your contract is removed from this browser.'],
]);

export function planRoutes(app: Express, site: Site): void {
  const { deps, content, plan, send, path } = site;
  const ids = new Set(content.instrument.questions.map(({ id }) => id));

  const show = (req: Request, res: Response, typed?: PlanFields, errors: readonly FieldError[] = []) => {
    const visit = visitOf(site, req, res);
    const kept = plan.read(res.locals.jar);
    const view = planView({
      content,
      visit,
      store: plan,
      jar: res.locals.jar,
      kept,
      today: deps.today(),
      typed: typed ?? fieldsOf(kept.worksheet),
      errors,
      done: typed ? '' : doneNotice(Object.keys(req.query)[0] ?? '', kept.worksheet),
    });
    send(req, res, 'pages/plan', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/plan', (req, res) => show(req, res));

  app.get('/plan/save', leadTo(path('/plan')));

  app.post('/plan/save', worksheetForm, (req, res) => {
    const steps = chosenSteps(content, parseTyped(req.body), req.body);
    const typed = { ...parseTyped(req.body), ...steps };
    const again = (...errors: FieldError[]) => show(req, res, typed, errors);
    const { action, seen } = actionForm.parse(req.body);
    const { worksheet: saved } = plan.read(res.locals.jar);
    const draft = draftOf(typed);
    const today = deps.today();
    const wanted =
      action === 'fill' ? filledFromPriorities(draft, content, visitOf(site, req, res), today) : draft;
    if ('field' in wanted) return again(wanted);
    const context = { saved, today, isQuestion: (id: string) => ids.has(id) };
    const faults = planFaults({ ...req.body, ...steps }, wanted, context);
    if (faults.length > 0) return again(...faults);
    const written = { ...withoutEmptyGoals(wanted), id: saved.id ?? deps.newKey() };
    if (isEmptyPlan(written)) {
      if (!isEmptyPlan(saved)) return seeOther(res, path('/plan/remove'));
      return again({ field: goalField(1, 'text'), text: 'Write a goal, or anything else, before you save' });
    }
    // Another tab has saved since the page was made. Equal plans are no conflict: a double click sends the same form twice.
    const kept = fingerprintOf(saved);
    if (!isEmptyPlan(saved) && seen !== kept && fingerprintOf(written) !== kept)
      return again({ field: 'save', text: changedElsewhere });
    try {
      plan.save(res.locals.jar, written);
    } catch (error) {
      if (!(error instanceof WorksheetTooLarge)) throw error;
      if (action === 'fill') return again({ field: 'fill', text: tooFullToFill(error.over) });
      return again({ field: longestField(typed), text: error.message });
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

/** Returns the notice for a name in the query, which may be any text; empty for an unknown one. */
function doneNotice(what: string, plan: Plan): Notice {
  const notice = doneNotices.get(what) ?? '';
  return notice && what !== 'removed' && isEmptyPlan(plan) ? notKept('contract') : notice;
}

const changedElsewhere =
  'This contract was saved from another tab or page since you opened this one. Save once more to keep what stands here instead, or open My contract for change anew to see the other';

const tooFullToFill = (over: number) =>
  `There is no room for goals from your priorities: shorten other texts by ${counted(over, 'character')} first`;

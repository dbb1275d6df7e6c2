/** /start/:id/retake: keeps the present answers as a snapshot and begins anew, from nothing or from them. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Plan } from '../../assessment/plan.ts';
import {
  beginnings,
  filled,
  isKept,
  obstacleTo,
  retake,
  snapshotOf,
  withoutSnapshot,
  withSnapshot,
} from '../../assessment/retake.ts';
import { type Assessment, changeAssessment, dayOf, type Visitor } from '../../assessment/visitor.ts';
import { textOfDay } from '../../codec/links/file.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import type { Site } from '../site.ts';
import { visitOf, wantedAssessment } from '../visitor/visit.ts';
import { type OpenGoal, openGoals, outcomes, retakeView } from './retake-view.ts';

const goneSentence = {
  'same-day': 'Tick that the earlier snapshot of this day may be replaced',
  full: 'Tick that you have saved the oldest snapshot or do not need it',
} as const;

/** Which page the form was on: answers may have changed in another tab since. */
const shownForm = z.object({ day: z.string().catch('') });
const choiceForm = z.object({ begin: z.enum(beginnings, 'Choose how to begin') });

export function retakeRoutes(app: Express, site: Site): void {
  const { deps, store, plan, send, path } = site;
  const { content } = deps;
  const { instrument } = content;
  const today = () => dayOf(deps.now());

  /** The assessment with its answers kept; what stands in the way is gone. */
  const kept = (assessment: Assessment): Assessment => {
    if (assessment.answers.size === 0 || isKept(assessment, assessment.changedOn)) return assessment;
    const gone = obstacleTo(assessment)?.snapshot.takenOn;
    const without = gone === undefined ? assessment : withoutSnapshot(assessment, gone);
    return withSnapshot(without, snapshotOf(assessment, instrument.edition));
  };

  /** Whether the cookie will hold it to the last answer: a retake that could not be finished must not begin. */
  const fits = (visitor: Visitor, assessment: Assessment) => {
    const begun = { ...visitor, current: assessment.id, savedOn: today() };
    const full = changeAssessment(begun, assessment.id, () => filled(kept(assessment), instrument.questions));
    return store.spaceLeft(full) >= 0;
  };

  const show = (
    req: Request,
    res: Response,
    values: Readonly<Record<string, string>> = {},
    errors: readonly FieldError[] = [],
  ) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const situation = {
      assessment,
      obstacle: obstacleTo(assessment),
      goals: openGoals(plan.read(res.locals.jar).worksheet),
      isFull: !fits(visitor, assessment),
    };
    const view = retakeView(content, visitOf(site, req, res), situation, values, errors);
    send(req, res, 'pages/retake', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/start/:id/retake', (req, res) => show(req, res));

  app.post('/start/:id/retake', form, (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const done = () => seeOther(res, path('/questions?retaken'));
    const again = (errors: readonly FieldError[]) => show(req, res, entered(req.body), errors);

    const { day } = shownForm.parse(req.body);
    if (day !== textOfDay(assessment.changedOn)) {
      // Sent twice: the first time kept those answers and began anew.
      if (assessment.snapshots.some(({ takenOn }) => textOfDay(takenOn) === day)) return done();
      return again([{ field: 'begin', text: 'Your answers have changed since this page was opened' }]);
    }
    if (assessment.answers.size === 0 && isKept(assessment, assessment.changedOn)) return done();
    if (assessment.answers.size === 0)
      return again([{ field: 'begin', text: 'There are no answers to keep yet' }]);

    const { worksheet } = plan.read(res.locals.jar);
    const goals = openGoals(worksheet);
    const errors = [...goneErrors(assessment, req.body), ...goalErrors(goals, req.body)];
    const choice = choiceForm.safeParse(req.body);
    if (!choice.success || errors.length > 0)
      return again([...errors, ...(choice.success ? [] : fieldErrors(choice.error))]);

    const settled = goals.length > 0 ? withOutcomes(worksheet, goals, req.body) : undefined;
    const left = settled ? plan.spaceLeft(settled) : 0;
    if (left < 0) {
      const text = `Your contract is full, by ${-left} characters too many to note this: shorten a text there first`;
      return again([{ field: goals[0]?.field ?? 'begin', text }]);
    }
    if (!fits(visitor, assessment))
      return again([
        { field: 'room', text: 'There is no room for one more snapshot, so nothing was saved or changed' },
      ]);
    // Both have room now, so neither cookie is written without the other.
    const begun = changeAssessment({ ...visitor, current: assessment.id }, assessment.id, (old) =>
      retake(kept(old), choice.data.begin, today()),
    );
    store.replace(res.locals.jar, begun);
    if (settled) plan.save(res.locals.jar, settled);
    done();
  });
}

/** A tick counts only for the snapshot it was shown beside. */
function goneErrors(assessment: Assessment, body: unknown): FieldError[] {
  const obstacle = obstacleTo(assessment);
  if (!obstacle) return [];
  const ticked = z.object({ gone: z.literal(textOfDay(obstacle.snapshot.takenOn)) }).safeParse(body).success;
  return ticked ? [] : [{ field: 'gone', text: goneSentence[obstacle.kind] }];
}

function outcomesForm(goals: readonly OpenGoal[]) {
  const outcome = (place: number) =>
    z.enum(outcomes, `Say whether goal ${place + 1} is done, going on or dropped`);
  return z.object(Object.fromEntries(goals.map(({ field, place }) => [field, outcome(place)])));
}

function goalErrors(goals: readonly OpenGoal[], body: unknown): FieldError[] {
  const parsed = outcomesForm(goals).safeParse(body);
  return parsed.success ? [] : fieldErrors(parsed.error);
}

function withOutcomes(plan: Plan, goals: readonly OpenGoal[], body: unknown): Plan {
  const given = outcomesForm(goals).parse(body);
  const stateAt = new Map(goals.map(({ place, field }) => [place, given[field]]));
  return {
    ...plan,
    goals: plan.goals.map((goal, place) => ({ ...goal, state: stateAt.get(place) ?? goal.state })),
  };
}

/** What to show again: whatever was chosen, if it was text at all. */
function entered(body: unknown): Record<string, string> {
  return z.record(z.string(), z.string().catch('')).catch({}).parse(body);
}

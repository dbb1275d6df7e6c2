/** /start/:id/retake: keeps the answers as a snapshot and starts over, blank or from these answers. */

import type { Express, Request, Response } from 'express';
import { textOfDay } from '../../assessment/days.ts';
import {
  filled,
  isKept,
  obstacleTo,
  retake,
  snapshotOf,
  withoutSnapshot,
  withSnapshot,
} from '../../assessment/retake.ts';
import { retakeList } from '../../assessment/scores/lists.ts';
import { type Assessment, changeAssessment, type Visitor } from '../../assessment/visitor.ts';
import { RepeatRequest } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import { withQuery } from '../render/list-address.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { spaceLeftAlone } from '../visitor/cookie-room.ts';
import { stateCookie } from '../visitor/cookies.ts';
import { nextAddress, visitOf, wantedAssessment } from '../visitor/visit.ts';
import {
  choiceForm,
  entered,
  goalErrors,
  goneErrors,
  openGoals,
  shownForm,
  withOutcomes,
} from './retake-form.ts';
import { retakeView } from './retake-view.ts';

export function retakeRoutes(app: Express, site: Site): void {
  const { deps, content, store, plan, send, path } = site;
  const { instrument } = content;
  const today = () => deps.today();

  /** The assessment with its answers as a snapshot, without the snapshot that had to go first. */
  const kept = (assessment: Assessment): Assessment => {
    if (assessment.answers.size === 0 || isKept(assessment, assessment.changedOn)) return assessment;
    const gone = obstacleTo(assessment)?.snapshot.takenOn;
    const without = gone === undefined ? assessment : withoutSnapshot(assessment, gone);
    return withSnapshot(without, snapshotOf(assessment, instrument.edition));
  };

  /** Whether the cookie has space for the snapshot and a full set of answers. Otherwise the retake could not be finished. */
  const fits = (jar: CookieJar, visitor: Visitor, assessment: Assessment) => {
    const begun = { ...visitor, current: assessment.id, savedOn: today() };
    const full = changeAssessment(begun, assessment.id, () => filled(kept(assessment), instrument.questions));
    return store.spaceLeft(jar, full) >= 0;
  };

  /** Shows the page, with 422 when there are errors. */
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
      isFull: !fits(res.locals.jar, visitor, assessment),
    };
    const view = retakeView(content, visitOf(site, req, res), situation, values, errors);
    send(req, res, 'pages/retake', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/start/:id/retake', (req, res) => show(req, res));

  app.post('/start/:id/retake', form, (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const choice = choiceForm.safeParse(req.body);
    const done = () => {
      const { visitor: begun } = store.read(res.locals.jar);
      const isReview = choice.data?.begin === 'review';
      seeOther(
        res,
        path(isReview ? withQuery(nextAddress(content, begun), `list=${retakeList}`) : '/questions?retaken'),
      );
    };
    const refuse = (errors: readonly FieldError[]) => show(req, res, entered(req.body), errors);

    const { day } = shownForm.parse(req.body);
    if (day !== textOfDay(assessment.changedOn)) {
      // The form was sent twice: the first request has made the snapshot.
      if (assessment.snapshots.some(({ takenOn }) => textOfDay(takenOn) === day)) return done();
      return refuse([{ field: 'begin', text: 'Your answers have changed since this page was opened' }]);
    }
    if (assessment.answers.size === 0 && isKept(assessment, assessment.changedOn)) return done();
    if (assessment.answers.size === 0)
      return refuse([{ field: 'begin', text: 'There are no answers to keep yet' }]);

    const { worksheet } = plan.read(res.locals.jar);
    const goals = openGoals(worksheet);
    const errors = [...goneErrors(assessment, req.body), ...goalErrors(goals, req.body)];
    if (!choice.success || errors.length > 0)
      return refuse([...errors, ...(choice.success ? [] : fieldErrors(choice.error))]);

    const settled = withOutcomes(worksheet, goals, req.body);
    const isSettled = settled.goals.every(({ state }, i) => state === worksheet.goals[i]?.state);
    const left = isSettled ? 0 : plan.spaceLeft(res.locals.jar, settled, spaceLeftAlone);
    if (left < 0) {
      const text = `Your contract is full, by ${-left} characters too many to note this: shorten a text there first`;
      return refuse([{ field: goals[0]?.field ?? 'begin', text }]);
    }
    if (!fits(res.locals.jar, visitor, assessment))
      return refuse([
        { field: 'room', text: 'There is no room for one more snapshot, so nothing was saved or changed' },
      ]);
    const begun = changeAssessment({ ...visitor, current: assessment.id }, assessment.id, (old) =>
      retake(kept(old), choice.data.begin, today()),
    );
    store.replace(res.locals.jar, begun);
    if (!isSettled && plan.spaceLeft(res.locals.jar, settled) < 0) {
      // One response has no room for both cookies, so the contract is saved first.
      res.locals.jar.undo(stateCookie);
      plan.save(res.locals.jar, settled);
      throw new RepeatRequest();
    }
    if (!isSettled) plan.save(res.locals.jar, settled);
    done();
  });
}

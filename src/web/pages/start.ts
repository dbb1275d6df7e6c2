/** /start: whom "us" means, names for the report, which route; several assessments side by side. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { progressOf } from '../../assessment/progress.ts';
import { nextQuestion, type Route } from '../../assessment/route.ts';
import {
  type Assessment,
  changeAssessment,
  currentAssessment,
  dateOf,
  dayOf,
  newAssessment,
  type Visitor,
  withAssessment,
  withoutAssessment,
} from '../../assessment/visitor.ts';
import { nameLimit } from '../../codec/state.ts';
import { asideCookie } from '../cookies.ts';
import { NotFound, StateTooLarge } from '../errors.ts';
import { type FieldError, fieldErrors } from '../form.ts';
import { seeOther } from '../page.ts';
import type { Site } from '../site.ts';
import { currentVisit, groupName, levelName } from '../visit.ts';
import { dateText } from '../wording.ts';

/** What a person may type on one line: control characters are nobody's name. */
const name = z
  .string()
  .transform((text) => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim())
  .pipe(z.string().max(nameLimit, `Use at most ${nameLimit} characters for a name`));

interface StartForm {
  readonly level: string;
  readonly name: string;
  readonly person: string;
  readonly route: string;
}

export function startPages(app: Express, { deps, store, send, path }: Site): void {
  const { content } = deps;
  const { instrument, levelsOfBusiness } = content;
  const levels = levelsOfBusiness.map(({ id }) => id);
  const form = z.object({
    level: z.string().refine((id) => levels.includes(id), 'Choose whom “us” means'),
    name: name.optional().default(''),
    person: name.optional().default(''),
    route: z.enum(['key', 'all'], 'Choose which questions come first'),
  });

  const show = (
    req: Request,
    res: Response,
    editing: Assessment | undefined,
    values: StartForm,
    errors: readonly FieldError[] = [],
  ) => {
    const visit = currentVisit(req, res, content, store);
    const { visitor } = visit;
    const aside = store.readAside(req);
    send(
      req,
      res,
      'pages/start',
      {
        layout: {
          title: editing
            ? 'Change this assessment'
            : visitor.assessments.length > 0
              ? 'My assessments'
              : 'Before you start',
          description: 'Choose whom “us” means and which questions come first.',
          section: 'start',
          personal: true,
          indexed: false,
        },
        notices: visit.notices,
        errors,
        savedUntil: visit.savedUntil,
        editing: editing && { id: editing.id, name: groupName(content, editing) },
        action: editing ? `/start/${editing.id}` : '/start',
        values,
        nameLimit,
        levels: levelsOfBusiness.map(({ id, name }) => ({ id, name, checked: values.level === id })),
        keyCount: instrument.questions.filter(({ key }) => key).length,
        count: instrument.questions.length,
        assessments: visitor.assessments.map((assessment) => summaryOf(assessment, visitor)),
        aside: aside.present && {
          readable: aside.visitor?.assessments.map((assessment) => groupName(content, assessment)) ?? [],
        },
      },
      errors.length > 0 ? 422 : 200,
    );
  };

  const summaryOf = (assessment: Assessment, visitor: Visitor) => {
    const { answered, of, keyAnswered, keyOf } = progressOf(instrument, assessment.answers);
    return {
      id: assessment.id,
      name: groupName(content, assessment),
      level: levelName(content, assessment.level),
      answered,
      of,
      keyAnswered,
      keyOf,
      changed: dateText(dateOf(assessment.changedOn)),
      current: assessment.id === visitor.current,
    };
  };

  const wanted = (req: Request, res: Response): { visitor: Visitor; assessment: Assessment } => {
    const { visitor } = store.read(req, res);
    const assessment = visitor.assessments.find(({ id }) => id === req.params.id);
    if (!assessment)
      throw new NotFound('There is no such assessment in this browser; it may have been deleted.');
    return { visitor, assessment };
  };

  const nextOf = (visitor: Visitor): string => {
    const current = currentAssessment(visitor);
    const next = current && nextQuestion(instrument, current.route, current.answers);
    return next ? `/questions/${next.id}` : '/report';
  };

  /** Saves and goes there, or shows the form again with the reason why not. */
  const save = (
    req: Request,
    res: Response,
    visitor: Visitor,
    to: string,
    again: (error: FieldError) => void,
  ) => {
    try {
      store.save(req, res, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return again({
        field: 'name',
        text: `${error.message} Shorten the names, or delete an assessment first.`,
      });
    }
    seeOther(res, path(to));
  };

  app.get('/start', (req, res) => {
    const { visitor } = store.read(req, res);
    show(req, res, undefined, { level: levels[0] ?? '', name: '', person: visitor.name, route: 'key' });
  });

  app.post('/start', (req, res) => {
    const { visitor } = store.read(req, res);
    const parsed = form.safeParse(req.body ?? {});
    const values = entered(req.body);
    if (!parsed.success) return show(req, res, undefined, values, fieldErrors(parsed.error));
    const { level, name, person, route } = parsed.data;
    const id = visitor.assessments.length === 0 ? '1' : deps.newId();
    const made = { ...newAssessment(id, level, dayOf(deps.now())), name, route };
    const started = withAssessment({ ...visitor, name: person }, made);
    save(req, res, started, nextOf(started), (error) => show(req, res, undefined, values, [error]));
  });

  app.get('/start/:id', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    const { level, name, route } = assessment;
    show(req, res, assessment, { level, name, person: visitor.name, route });
  });

  app.post('/start/:id', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    const parsed = form.safeParse(req.body ?? {});
    const values = entered(req.body);
    if (!parsed.success) return show(req, res, assessment, values, fieldErrors(parsed.error));
    const { level, name, person, route } = parsed.data;
    const changed = changeAssessment({ ...visitor, name: person }, assessment.id, (old) => ({
      ...old,
      level,
      name,
      route,
    }));
    save(req, res, changed, '/start', (error) => show(req, res, assessment, values, [error]));
  });

  app.post('/start/:id/switch', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    const switched = { ...visitor, current: assessment.id };
    store.save(req, res, switched);
    seeOther(res, path(nextOf(switched)));
  });

  /** The route alone, from the question page and the table: the visitor can switch at any time. */
  app.post('/start/:id/route', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    const route: Route = req.body?.route === 'all' ? 'all' : 'key';
    const changed = changeAssessment({ ...visitor, current: assessment.id }, assessment.id, (old) => ({
      ...old,
      route,
    }));
    store.save(req, res, changed);
    seeOther(res, path(nextOf(changed)));
  });

  app.get('/start/:id/delete', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    send(req, res, 'pages/delete', {
      layout: {
        title: 'Delete this assessment?',
        description: 'Confirm before an assessment is removed from this browser.',
        section: 'start',
        personal: true,
        indexed: false,
      },
      notices: [],
      assessment: summaryOf(assessment, visitor),
    });
  });

  app.post('/start/:id/delete', (req, res) => {
    const { visitor, assessment } = wanted(req, res);
    store.save(req, res, withoutAssessment(visitor, assessment.id));
    store.forgetRecents(req, res);
    seeOther(res, path('/start'));
  });

  app.post('/start-aside', (req, res) => {
    const { visitor } = store.read(req, res);
    const aside = store.readAside(req);
    if (req.body?.action === 'restore' && aside.visitor) {
      const brought = aside.visitor.assessments.map((assessment) => ({ ...assessment, id: deps.newId() }));
      const together = brought.reduce(withAssessment, {
        ...visitor,
        name: visitor.name || aside.visitor.name,
      });
      const values = { level: levels[0] ?? '', name: '', person: visitor.name, route: 'key' };
      store.clear(req, res, asideCookie);
      return save(req, res, together, '/start', (error) => show(req, res, undefined, values, [error]));
    }
    if (req.body?.action === 'discard') store.clear(req, res, asideCookie);
    seeOther(res, path('/start'));
  });
}

function entered(body: unknown): StartForm {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  return { level: text('level'), name: text('name'), person: text('person'), route: text('route') };
}

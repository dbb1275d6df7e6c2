/** /start: whom "us" means, names for the report, which route; a new assessment, or changing one. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  type Assessment,
  changeAssessment,
  dayOf,
  newAssessment,
  type Visitor,
  withAssessment,
} from '../../assessment/visitor.ts';
import { nameLimit } from '../../codec/state.ts';
import { StateTooLarge } from '../errors.ts';
import { type FieldError, fieldErrors } from '../form.ts';
import { seeOther } from '../page.ts';
import type { Site } from '../site.ts';
import { type StartForm, startView } from '../start-view.ts';
import { currentVisit, nextAddress, wantedAssessment } from '../visit.ts';

/** What a person may type on one line: control characters are nobody's name. */
const name = z
  .string('Enter one name')
  .transform((text) => text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim())
  .pipe(z.string().max(nameLimit, `Use at most ${nameLimit} characters for a name`))
  .optional()
  .default('');

export function startPages(app: Express, { deps, store, send, path }: Site): void {
  const { content } = deps;
  const levels = content.levelsOfBusiness.map(({ id }) => id);
  const whomUsMeans = 'Choose whom “us” means';
  const form = z.object({
    level: z.string(whomUsMeans).refine((id) => levels.includes(id), whomUsMeans),
    name,
    person: name,
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
    const view = startView(content, visit, store.readAsides(req), editing, values, errors);
    send(req, res, 'pages/start', view, errors.length > 0 ? 422 : 200);
  };

  /** Saves what the form makes of the visitor and goes on, or shows the form again with the reason why not. */
  const submit = (
    req: Request,
    res: Response,
    editing: Assessment | undefined,
    change: (visitor: Visitor, values: z.output<typeof form>) => { visitor: Visitor; to: string },
  ) => {
    const again = (errors: FieldError[]) => show(req, res, editing, entered(req.body), errors);
    const parsed = form.safeParse(req.body);
    if (!parsed.success) return again(fieldErrors(parsed.error));
    const { visitor, to } = change(store.read(req, res).visitor, parsed.data);
    try {
      store.save(req, res, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return again([{ field: 'name', text: error.message }]);
    }
    seeOther(res, path(to));
  };

  app.get('/start', (req, res) => {
    const { visitor } = store.read(req, res);
    show(req, res, undefined, { level: levels[0] ?? '', name: '', person: visitor.name, route: 'key' });
  });

  app.post('/start', (req, res) =>
    submit(req, res, undefined, (visitor, { level, name, person, route }) => {
      const id = visitor.assessments.length === 0 ? '1' : deps.newId();
      const made = { ...newAssessment(id, level, dayOf(deps.now())), name, route };
      const started = withAssessment({ ...visitor, name: person }, made);
      return { visitor: started, to: nextAddress(content, started) };
    }),
  );

  app.get('/start/:id', (req, res) => {
    const { visitor, assessment } = wantedAssessment(req, res, store);
    const { level, name, route } = assessment;
    show(req, res, assessment, { level, name, person: visitor.name, route });
  });

  app.post('/start/:id', (req, res) => {
    const { assessment } = wantedAssessment(req, res, store);
    submit(req, res, assessment, (visitor, { person, ...fields }) => ({
      visitor: changeAssessment({ ...visitor, name: person }, assessment.id, (old) => ({
        ...old,
        ...fields,
      })),
      to: '/start',
    }));
  });
}

/** What to show again: whatever was typed, if it was text at all. */
function entered(body: unknown): StartForm {
  const text = z.string().catch('');
  return z.object({ level: text, name: text, person: text, route: text }).parse(body);
}

/** /start: lists the assessments; starts a new one or changes one. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  type Assessment,
  changeAssessment,
  currentAssessment,
  newAssessment,
  type Visitor,
  withAssessment,
} from '../../assessment/visitor.ts';
import { NotFound, StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form, leadTo } from '../http/form.ts';
import { sendFormer } from '../http/send-former.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { afterSaving, nextAddress, visitOf, wantedAssessment } from '../visitor/visit.ts';
import { type Entered, entered, startFormOf, type Way } from './start-form.ts';
import { startView } from './start-view.ts';

const asideForm = z.object({ action: z.enum(['restore', 'discard', 'nothing']).catch('nothing') });

/** A change to save. */
interface Saved {
  readonly visitor: Visitor;
  /** The address to go to after saving. */
  readonly to: string;
  /** The names of cookies to remove after saving. */
  readonly without?: readonly string[];
}

export function startRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path } = site;
  const levels = content.levelsOfBusiness.map(({ id }) => id);
  const startForm = startFormOf(levels);

  const asideOf = (jar: CookieJar) => ({ asides: store.readAsides(jar), former: store.readFormer(jar) });
  /** The page after a new assessment is made. */
  const firstAddress: Readonly<Record<Way, (visitor: Visitor) => string>> = {
    one: (visitor) => nextAddress(content, visitor),
    several: (visitor) => {
      if (currentAssessment(visitor)?.route === 'key') return '/key';
      return `/principles/${content.instrument.principles[0]?.id}`;
    },
    paper: () => '/paper',
  };

  /** Shows the page, with 422 when there are errors. @param editing the assessment to change; undefined for a new one */
  const show = (
    req: Request,
    res: Response,
    editing: Assessment | undefined,
    values: Entered,
    errors: readonly FieldError[] = [],
  ) => {
    const visit = visitOf(site, req, res);
    const view = startView(content, visit, asideOf(res.locals.jar), editing, values, errors);
    send(req, res, 'pages/start', view, errors.length > 0 ? 422 : 200);
  };

  /** Saves and redirects; refuses when the cookie has no space. */
  const save = (
    res: Response,
    { visitor, to, without = [] }: Saved,
    refuse: (errors: FieldError[]) => void,
  ) => {
    try {
      store.save(res.locals.jar, visitor);
    } catch (error) {
      if (!(error instanceof StateTooLarge)) throw error;
      return refuse([{ field: 'name', text: error.message }]);
    }
    for (const name of without) res.locals.jar.remove(name);
    seeOther(res, path(to));
  };

  /** Parses the form and saves the change, or shows the form again with its errors. */
  const submit = (
    req: Request,
    res: Response,
    editing: Assessment | undefined,
    change: (visitor: Visitor, values: z.output<typeof startForm>) => Saved,
  ) => {
    const refuse = (errors: FieldError[]) => show(req, res, editing, entered(req.body), errors);
    const parsed = startForm.safeParse(req.body);
    if (!parsed.success) return refuse(fieldErrors(parsed.error));
    save(res, change(store.read(res.locals.jar).visitor, parsed.data), refuse);
  };

  /** The list of assessments with the form for a new one. */
  const list = (req: Request, res: Response, errors: readonly FieldError[] = []) => {
    const { visitor } = store.read(res.locals.jar);
    show(
      req,
      res,
      undefined,
      { level: levels[0] ?? '', name: '', person: visitor.name, route: 'key', way: 'one' },
      errors,
    );
  };

  app.get('/start', (req, res) => list(req, res));

  // Before `/start/:id`, which matches it as well. Ids that this site makes have six characters.
  app.get('/start/new', leadTo(path('/start')));

  app.post('/start/new', form, (req, res) =>
    submit(req, res, undefined, (visitor, { level, name, person, route, way }) => {
      const made = { ...newAssessment(deps.newId(), level, deps.today()), name, route };
      const started = withAssessment({ ...visitor, name: person }, made);
      return { visitor: started, to: afterSaving(visitor, firstAddress[way](started)) };
    }),
  );

  // Before `/start/:id`.
  app.get('/start/former/:place.json', (req, res) => {
    const former = store.readFormer(res.locals.jar)[Number(req.params.place) - 1];
    if (!former) throw new NotFound('There are no such answers in this browser; they may have been deleted.');
    sendFormer(res, content, former);
  });

  app.get('/start/:id', (req, res) => {
    const { visitor, assessment } = wantedAssessment(site, req, res);
    const { level, name, route } = assessment;
    show(req, res, assessment, { level, name, person: visitor.name, route, way: '' });
  });

  app.get('/start/:id/change', (req, res) => seeOther(res, path(`/start/${req.params.id}`)));

  app.post('/start/:id/change', form, (req, res) => {
    const { assessment } = wantedAssessment(site, req, res);
    submit(req, res, assessment, (visitor, { person, level, name, route }) => ({
      visitor: changeAssessment({ ...visitor, name: person }, assessment.id, (old) => ({
        ...old,
        level,
        name,
        route,
      })),
      to: '/start',
    }));
  });

  /** Answers that were set aside: adds them to the others if they can be read, or discards them. */
  app.get('/start-aside', leadTo(path('/start')));

  app.post('/start-aside', form, (req, res) => {
    const { action } = asideForm.parse(req.body);
    const asides = store.readAsides(res.locals.jar);
    const readable = asides.flatMap(({ name, visitor }) => (visitor ? [{ name, visitor }] : []));
    if (action === 'discard') for (const { name } of asides) res.locals.jar.remove(name);
    if (action !== 'restore' || readable.length === 0) return seeOther(res, path('/start'));
    const { visitor } = store.read(res.locals.jar);
    const together = readable
      .flatMap((aside) => aside.visitor.assessments)
      .map((assessment) => ({ ...assessment, id: deps.newId() }))
      .reduce(withAssessment, { ...visitor, name: visitor.name || (readable[0]?.visitor.name ?? '') });
    save(res, { visitor: together, to: '/start', without: readable.map(({ name }) => name) }, (errors) =>
      list(req, res, errors),
    );
  });
}

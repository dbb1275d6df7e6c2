/** /resume: carry on on another device by link or code, save everything to a file, bring it back. Nothing is stored here. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { bring, sides } from '../../assessment/comparison/merge.ts';
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import { dayOf } from '../../assessment/visitor.ts';
import { fileLimit, fileOf, readFile, textOfDay } from '../../codec/links/file.ts';
import { decodeLink, encodeLink } from '../../codec/links/link.ts';
import { sendDownload } from '../http/download.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { carriedForm } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import { upload } from '../http/upload.ts';
import type { Site } from '../site.ts';
import { fingerprintOfHoldings } from '../visitor/fingerprint.ts';
import { checkSpace, readHoldings, saveHoldings } from '../visitor/holdings-store.ts';
import { nextAddress, visitOf } from '../visitor/visit.ts';
import { fileFault, linkFault } from './resume-faults.ts';
import { type Brought, type Entered, openView, proposed } from './resume-open-view.ts';
import { resumeView, type Tried } from './resume-view.ts';

const text = z.string().catch('');
const linkForm = z.object({ link: text });
const side = z.enum(sides).optional().catch(undefined);
const openForm = z.object({
  from: z.enum(['link', 'file']).catch('link'),
  how: z.enum(['replace', 'beside', 'merge']).optional().catch(undefined),
  wins: side,
  plan: side,
  moments: side,
  /** The fingerprint of what this browser held when the page was made. */
  seen: text,
});
/** The fields of questions decided one by one: pick-1-3.7. */
const pickName = /^pick-([a-z0-9]{1,12}-[1-9]\d{0,2}\.[1-9]\d{0,2})$/;

export function resumeRoutes(app: Express, site: Site): void {
  const { deps, content, send, path, editions, url, teams } = site;
  const { secrets } = deps;
  const ours = editions.current;

  const show = (req: Request, res: Response, tried?: Tried) => {
    const address = (holdings: Holdings) =>
      url(req, `/resume/open?link=${encodeLink(holdings, editions, secrets)}`);
    const visit = visitOf(site, req, res);
    const view = resumeView(content, visit, readHoldings(site, res.locals.jar), address, tried);
    send(req, res, 'pages/resume', view, tried ? 422 : 200);
  };

  const ask = (
    req: Request,
    res: Response,
    brought: Brought,
    entered?: Entered,
    errors?: Parameters<typeof openView>[5],
  ) => {
    const visit = visitOf(site, req, res);
    const view = openView(content, visit, readHoldings(site, res.locals.jar), brought, entered, errors);
    send(req, res, 'pages/resume-open', view, errors ? 422 : 200);
  };

  /** What a link holds; undefined when it cannot be opened, and then the page says why. */
  const opened = (req: Request, res: Response, link: string): Holdings | undefined => {
    const read = decodeLink(link, editions, secrets);
    if (read.ok) return read.holdings;
    const fault = linkFault(read.reason, read.edition ?? 0, ours);
    show(req, res, { field: 'link', entered: link, fault });
    return undefined;
  };

  /** The form carries what was read, whole and signed, and not what was pasted. */
  const askAbout = (req: Request, res: Response, from: Brought['from'], holdings: Holdings) =>
    ask(req, res, { from, token: encodeLink(holdings, editions, secrets), holdings });

  // Addresses here hold answers: no other site is told them.
  app.use('/resume', (_req, res, next) => {
    res.set(originOnly);
    next();
  });

  app.get('/resume', (req, res) => show(req, res));

  app.post('/resume', carriedForm, (req, res) => {
    const holdings = opened(req, res, linkForm.parse(req.body).link);
    if (holdings) askAbout(req, res, 'link', holdings);
  });

  app.get('/resume/open', (req, res) => {
    const holdings = opened(req, res, linkForm.parse(req.query).link);
    if (holdings) askAbout(req, res, 'link', holdings);
  });

  app.post('/resume/open', carriedForm, (req, res) => {
    const { link } = linkForm.parse(req.body);
    const holdings = opened(req, res, link);
    if (!holdings) return;
    const { from, how, seen, ...wishes } = openForm.parse(req.body);
    const before = readHoldings(site, res.locals.jar);
    const entered: Entered = { ...given(wishes), picks: picksOf(req.body) };
    const brought = { from, token: encodeLink(holdings, editions, secrets), holdings };
    const again = (reason: string) =>
      ask(req, res, brought, how ? { ...entered, how } : entered, [{ field: 'how', text: reason }]);
    if (!how) return again('Choose what is to be done');
    const choice = { ...proposed(before, holdings), ...entered, how };
    const after = bring(before, holdings, choice, deps.newId);
    // The same once more is a double click; anything else would go over what another tab has saved.
    const held = fingerprintOfHoldings(before);
    if (!isEmptyHoldings(before) && seen !== held && fingerprintOfHoldings(after) !== held)
      return again(changedElsewhere);
    try {
      saveHoldings(site, res.locals.jar, after);
    } catch (error) {
      if (!(error instanceof StateTooLarge || error instanceof WorksheetTooLarge)) throw error;
      return again(noRoom);
    }
    if (how === 'replace') teams?.detach(res.locals.jar);
    const to = after.visitor.assessments.length > 0 ? nextAddress(content, after.visitor) : '/resume';
    seeOther(res, path(`${to}?brought=${how}`));
  });

  app.get('/resume/mirror.json', (_req, res) => {
    const holdings = readHoldings(site, res.locals.jar);
    if (isEmptyHoldings(holdings)) return seeOther(res, path('/resume'));
    const file = fileOf(holdings, ours);
    sendDownload(res, {
      name: `service-mirror-${textOfDay(dayOf(deps.now()))}.json`,
      type: 'application/json; charset=utf-8',
      body: `${JSON.stringify(file, null, 1)}\n`,
    });
  });

  app.post('/resume/file', upload('file', fileLimit), (req, res) => {
    const refuse = (...why: Parameters<typeof fileFault>) =>
      show(req, res, { field: 'file', entered: '', fault: fileFault(...why) });
    const { upload: file } = res.locals;
    if (!file?.ok) return refuse(file?.reason ?? 'missing', '', ours);
    const read = readFile(file.text, editions);
    if (!read.ok) return refuse(read.reason, read.detail, ours);
    try {
      checkSpace(site, read.holdings);
    } catch (error) {
      if (!(error instanceof StateTooLarge || error instanceof WorksheetTooLarge)) throw error;
      return refuse('no-room', '', ours);
    }
    askAbout(req, res, 'file', read.holdings);
  });
}

const changedElsewhere =
  'What this browser holds has changed since this page was opened. Look at the two sides once more, then choose';

const noRoom =
  'There is no room for all of that in this browser’s cookies, so nothing was changed. Choose another way, or delete an assessment here first';

/** Without what was not chosen, so that the proposal stands there. */
function given<Wishes extends object>(wishes: Wishes) {
  const made = Object.entries(wishes).filter(([, wish]) => wish !== undefined);
  return Object.fromEntries(made) as { [Wish in keyof Wishes]?: Exclude<Wishes[Wish], undefined> };
}

function picksOf(body: unknown) {
  const fields = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const picks = new Map<string, (typeof sides)[number]>();
  for (const [name, value] of Object.entries(fields)) {
    const key = pickName.exec(name)?.[1];
    const picked = z.enum(sides).safeParse(value);
    if (key && picked.success) picks.set(key, picked.data);
  }
  return picks;
}

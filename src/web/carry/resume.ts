/**
 * /resume: carry on on another device by link or code, or save everything to a file and bring it back. The site stores nothing
 * of it.
 */

import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { bring } from '../../assessment/comparison/merge.ts';
import { textOfDay } from '../../assessment/days.ts';
import { type Holdings, isEmptyHoldings } from '../../assessment/holdings.ts';
import { fileLimit, fileOf, readFile } from '../../codec/links/file.ts';
import { decodeLink, encodeLink } from '../../codec/links/link.ts';
import { tokenIn } from '../../codec/links/token.ts';
import { sendDownload } from '../http/download.ts';
import { StateTooLarge, WorksheetTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { carriedForm, leadTo } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import { sendFormer } from '../http/send-former.ts';
import { upload } from '../http/upload.ts';
import type { Site } from '../site.ts';
import { fingerprintOfHoldings } from '../visitor/fingerprint.ts';
import { checkSpace, readHoldings, saveHoldings } from '../visitor/holdings-store.ts';
import { nextAddress, visitOf } from '../visitor/visit.ts';
import { proposed } from './proposal.ts';
import { fileFault, linkFault } from './resume-faults.ts';
import { parseOpenForm } from './resume-open-form.ts';
import { type Brought, type Entered, openView } from './resume-open-view.ts';
import { resumeView, type Tried } from './resume-view.ts';

const linkForm = z.object({ link: z.string().catch('') });

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

  /** Returns what a link holds. When it cannot be opened, sends the page that says why and returns undefined. */
  const opened = (req: Request, res: Response, link: string): Holdings | undefined => {
    const read = decodeLink(link, editions, secrets);
    if (read.ok) return read.holdings;
    const token = tokenIn(link);
    const fault = linkFault(read.reason, read.former?.edition ?? 0, ours, {
      file: `/resume/former.json?link=${token}`,
      copy: site.copies ? `/copy/open?link=${token}` : '',
    });
    show(req, res, { field: 'link', entered: link, fault });
    return undefined;
  };

  /** The form of the page carries a new link, made from what was read, instead of what was pasted. */
  const askAbout = (req: Request, res: Response, from: Brought['from'], holdings: Holdings) =>
    ask(req, res, { from, token: encodeLink(holdings, editions, secrets), holdings });

  // The addresses hold answers, so other sites must not receive them as the referrer.
  app.use('/resume', (_req, res, next) => {
    res.set(originOnly);
    next();
  });

  app.get('/resume', (req, res) => show(req, res));

  for (const address of ['/resume/link', '/resume/file']) app.get(address, leadTo(path('/resume')));

  app.post('/resume/link', carriedForm, (req, res) => {
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
    const { from, seen, entered } = parseOpenForm(req.body);
    const { how } = entered;
    const before = readHoldings(site, res.locals.jar);
    const brought = { from, token: encodeLink(holdings, editions, secrets), holdings };
    const again = (reason: string) => ask(req, res, brought, entered, [{ field: 'how', text: reason }]);
    if (!how) return again('Choose what is to be done');
    const choice = { ...proposed(before, holdings), ...entered };
    const after = bring(before, holdings, choice, deps.newId);
    // Another tab has saved since the page was made. Equal holdings are no conflict: a double click sends the same form twice.
    const held = fingerprintOfHoldings(before);
    if (!isEmptyHoldings(before) && seen !== held && fingerprintOfHoldings(after) !== held)
      return again(changedElsewhere);
    let left: Holdings | undefined;
    try {
      left = saveHoldings(site, res.locals.jar, after);
    } catch (error) {
      if (!(error instanceof StateTooLarge || error instanceof WorksheetTooLarge)) throw error;
      return again(tooMuch);
    }
    if (how === 'replace') teams?.detach(res.locals.jar);
    if (left) {
      const token = encodeLink(left, editions, secrets);
      return ask(req, res, { from, token, holdings: left, isSecondStep: true }, { how: 'replace' });
    }
    const to = after.visitor.assessments.length > 0 ? nextAddress(content, after.visitor) : '/resume';
    seeOther(res, path(`${to}?brought=${how}`));
  });

  app.get('/resume/former.json', (req, res) => {
    const read = decodeLink(linkForm.parse(req.query).link, editions, secrets);
    if (read.ok || !read.former) return seeOther(res, path('/resume'));
    sendFormer(res, content, read.former);
  });

  app.get('/resume/mirror.json', (_req, res) => {
    const holdings = readHoldings(site, res.locals.jar);
    if (isEmptyHoldings(holdings)) return seeOther(res, path('/resume'));
    const file = fileOf(holdings, ours);
    sendDownload(res, {
      name: `service-mirror-${textOfDay(deps.today())}.json`,
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
      checkSpace(site, res.locals.jar, read.holdings);
    } catch (error) {
      if (!(error instanceof StateTooLarge || error instanceof WorksheetTooLarge)) throw error;
      return refuse('too-much', '', ours);
    }
    askAbout(req, res, 'file', read.holdings);
  });
}

const changedElsewhere =
  'What this browser holds has changed since this page was opened. Look at the two sides once more, then choose';

const tooMuch =
  'There is no room for all of that in this browser’s cookies, so nothing was changed. Choose another way, or delete an assessment here first';

/**
 * /copy/open: what the link to a saved copy holds, and the ways to use it. Anyone with the link can read and change the copy, so a
 * browser that uses somebody else's would hand over its answers: nothing is used before the visitor has seen this and chosen.
 */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { type CopyParts, changedParts, withParts } from '../../assessment/reconcile.ts';
import { holdingsOf } from '../../codec/database/copy.ts';
import { tokenIn } from '../../codec/links/token.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { holdingsThatFit } from '../sync/copy-holdings.ts';
import { copyCookie } from '../visitor/cookies.ts';
import { bringHoldings, readHoldings } from '../visitor/holdings-store.ts';
import { nextAddress, visitOf } from '../visitor/visit.ts';
import { addToCopy } from './add-to-copy.ts';
import { type CopyFault, copyKeyIn } from './copy-link.ts';
import { copyFaultView, copyOpenView, type FoundCopy } from './copy-open-view.ts';
import { formerFile } from './copy-view.ts';

const linkForm = z.object({ link: z.string().catch('') });
const openForm = linkForm.extend({ mine: z.enum(['add', 'replace', 'own']).optional().catch(undefined) });

const noParts: CopyParts = new Map();
const noIds: ReadonlyMap<string, string> = new Map();

interface Opened extends FoundCopy {
  readonly key: string;
  readonly revision: number;
  /** Without the removed parts, which must not remove what a browser adds. */
  readonly parts: CopyParts;
}

export function copyOpenRoutes(app: Express, site: Site): void {
  const { deps, content, editions, send, path, copies, teams } = site;
  if (!copies) return;

  const refuse = (req: Request, res: Response, link: string, fault: CopyFault) => {
    const token = tokenIn(link);
    const former = fault === 'other-edition' ? `${formerFile}?link=${token}` : '';
    send(req, res, 'pages/copy-fault', copyFaultView(visitOf(site, req, res), fault, link, former), 422);
  };

  /** Returns the copy of a link. When there is none, sends the page that says why and returns undefined. @throws StorageAway */
  const open = async (req: Request, res: Response, link: string): Promise<Opened | undefined> => {
    res.set(originOnly);
    const read = copyKeyIn(link, site);
    if (!('key' in read)) return void refuse(req, res, link, read.reason);
    const found = await copies.read(read.key);
    if (!found) return void refuse(req, res, link, 'gone');
    if (copies.formerOf(found.parts)) return void refuse(req, res, link, 'other-edition');
    const parts = withParts(noParts, found.parts);
    const holdings = holdingsOf(parts, deps.today());
    if (!holdings) return void refuse(req, res, link, 'unreadable');
    return { ...found, ...read, parts, holdings, token: tokenIn(link) };
  };

  /** The browser's own copy, unless its answers do not count here. */
  const ownCopy = (res: Response) =>
    res.locals.copyStatus === 'other-edition' ? undefined : copies.cookieOf(res.locals.jar);

  const ask = (
    req: Request,
    res: Response,
    copy: Opened,
    mine?: string,
    errors: readonly FieldError[] = [],
  ) => {
    const { jar } = res.locals;
    const view = copyOpenView(content, visitOf(site, req, res), readHoldings(site, jar), copy, {
      isThis: copies.cookieOf(jar)?.key === copy.key,
      hasOther: copies.cookieOf(jar) !== undefined,
      isAdded: ownCopy(res) !== undefined,
      mine,
      errors,
    });
    send(req, res, 'pages/copy-open', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/copy/open', async (req, res) => {
    const copy = await open(req, res, linkForm.parse(req.query).link);
    if (copy) ask(req, res, copy);
  });

  app.post('/copy/open', form, async (req, res) => {
    const { jar } = res.locals;
    const { link, mine } = openForm.parse(req.body);
    const copy = await open(req, res, link);
    if (!copy) return;
    const here = readHoldings(site, jar);
    // A form sent twice: the first has done it.
    if (copies.cookieOf(jar)?.key === copy.key)
      return seeOther(res, path(nextAddress(content, here.visitor)));
    const again = (text: string) => ask(req, res, copy, mine, [{ field: 'mine', text }]);
    if (!mine) return again('Choose what is to be done');

    const kept = mine === 'own' ? ownCopy(res) : undefined;
    const own = copies.partsOf(jar);
    const { merged, outgoing, renamed } =
      mine === 'replace'
        ? { merged: copy.parts, outgoing: noParts, renamed: noIds }
        : addToCopy(here, copy.parts, editions.current, deps.newId);
    const key = mine === 'own' ? deps.newKey() : copy.key;
    // The copy's cookie takes room as well, so it is in the jar while the room is measured.
    if (!kept) copies.keep(jar, { key, revision: 0, unsent: new Set() });
    const holdings = holdingsThatFit(site, jar, merged, deps.today(), editions.current);
    if (!kept) jar.undo(copyCookie);
    if (!holdings) return again(tooLarge);

    // Written before the cookies change, so that a database that fails here leaves the browser as it was.
    const written = mine !== 'own' ? outgoing : kept ? changedParts(own, merged) : merged;
    const revision = written.size > 0 ? await copies.write(kept?.key ?? key, written) : 0;
    bringHoldings(site, jar, holdings);
    if (mine === 'replace') teams?.detach(jar);
    else teams?.rename(jar, renamed);
    // A browser with a copy of its own keeps that copy's cookie, so the next request reads what was written to it.
    if (!kept)
      copies.keep(jar, { key, revision: mine === 'own' ? revision : copy.revision, unsent: new Set() });
    const used = outgoing.size > 0 ? 'added' : 'copy';
    const how = mine !== 'own' ? used : kept ? 'merge' : 'own';
    seeOther(res, path(`${nextAddress(content, holdings.visitor)}?brought=${how}`));
  });
}

const tooLarge =
  'Together that is more than the browser’s cookies hold, so nothing was changed. Delete an assessment that you no longer need, or choose the saved copy alone.';

/** /copy: makes, opens and removes a saved copy: everything a browser holds, encrypted on the server, for all of a visitor's devices. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { type CopyParts, withParts } from '../../assessment/reconcile.ts';
import { copyKeyShape } from '../../codec/database/copy.ts';
import { decodeToken, encodeToken, type TokenFault, tokenIn } from '../../codec/links/token.ts';
import { StorageAway } from '../../storage/away.ts';
import { seeOther } from '../http/finish.ts';
import { form, leadTo } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import { sendFormer } from '../http/send-former.ts';
import type { Site } from '../site.ts';
import { holdingsThatFit } from '../sync/copy-holdings.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { allFit } from '../visitor/cookie-room.ts';
import { copyCookie } from '../visitor/cookies.ts';
import { bringHoldings, readHoldings } from '../visitor/holdings-store.ts';
import { nextAddress, visitOf } from '../visitor/visit.ts';
import { addToCopy } from './add-to-copy.ts';
import { copyView } from './copy-view.ts';

const text = z.string().catch('');
const linkQuery = z.object({ link: text });
const openForm = z.object({ link: text, mine: z.enum(['add', 'replace']).catch('add') });
const stopForm = z.object({ what: z.enum(['remove', 'leave']).catch('leave') });
const keyInLink = z.object({ k: z.string().regex(copyKeyShape) });

const away = 'The server’s database does not answer just now, so nothing was changed. Try again in a minute.';

const noParts: CopyParts = new Map();
const noIds: ReadonlyMap<string, string> = new Map();

type KeyRead = { readonly key: string } | { readonly reason: TokenFault };

export function copyRoutes(app: Express, site: Site): void {
  const { deps, content, editions, send, path, url, copies, teams } = site;
  if (!copies) return;

  const keyOf = (pasted: string): KeyRead => {
    const token = decodeToken('c', tokenIn(pasted), editions, deps.secrets);
    if (!token.ok) return token;
    const parsed = keyInLink.safeParse(token.json);
    return parsed.success ? { key: parsed.data.k } : { reason: 'damaged' };
  };
  const linkFor = (req: Request, key: string) =>
    url(req, `/copy/open?link=${encodeToken('c', { k: key }, editions, deps.secrets)}`);

  const show = (req: Request, res: Response, error = '', opening = '', former = '', fault?: TokenFault) => {
    const cookie = copies.cookieOf(res.locals.jar);
    res.set(originOnly);
    const view = copyView(visitOf(site, req, res), {
      link: cookie ? linkFor(req, cookie.key) : '',
      opening,
      error,
      fault,
      former:
        res.locals.copyStatus === 'other-edition' && !error
          ? formerFile
          : former && `${formerFile}?link=${former}`,
    });
    send(req, res, 'pages/copy', view, error ? 422 : 200);
  };

  /** Runs what needs the database; shows the page with an error when the database is away. */
  const orAway = async (req: Request, res: Response, work: (jar: CookieJar) => Promise<void>) => {
    try {
      await work(res.locals.jar);
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      show(req, res, away);
    }
  };

  app.get('/copy', (req, res) => show(req, res));

  app.post('/copy', form, (req, res) =>
    orAway(req, res, async (jar) => {
      if (copies.cookieOf(jar)) return seeOther(res, path('/copy'));
      const key = deps.newKey();
      copies.keep(jar, { key, revision: 0, unsent: new Set() });
      const isFitting = allFit(jar);
      jar.undo(copyCookie);
      if (!isFitting) return show(req, res, tooFull);
      const revision = await copies.write(key, copies.partsOf(jar));
      copies.keep(jar, { key, revision, unsent: new Set() });
      seeOther(res, path('/copy'));
    }),
  );

  app.get('/copy/open', (req, res) => {
    const { link } = linkQuery.parse(req.query);
    const read = keyOf(link);
    const token = tokenIn(link);
    if ('key' in read) return show(req, res, '', token);
    show(req, res, sentenceFor(read.reason), '', read.reason === 'other-edition' ? token : '', read.reason);
  });

  app.post('/copy/open', form, (req, res) =>
    orAway(req, res, async (jar) => {
      const { link, mine } = openForm.parse(req.body);
      const read = keyOf(link);
      if (!('key' in read))
        return show(
          req,
          res,
          sentenceFor(read.reason),
          '',
          read.reason === 'other-edition' ? tokenIn(link) : '',
          read.reason,
        );
      const found = await copies.read(read.key);
      if (!found) return show(req, res, 'That saved copy is no longer on the server.');
      const former = copies.formerOf(found.parts);
      if (former) return show(req, res, sentenceFor('other-edition'), '', tokenIn(link));
      // Without the removed parts, which must not remove what this browser adds.
      const parts = withParts(new Map(), found.parts);
      const { merged, outgoing, renamed } =
        mine === 'add'
          ? addToCopy(readHoldings(site, jar), parts, editions.current, deps.newId)
          : { merged: parts, outgoing: noParts, renamed: noIds };
      const holdings = holdingsThatFit(site, jar, merged, deps.today(), editions.current);
      if (!holdings) return show(req, res, tooLarge);
      // Written before the cookies change, so that a database that fails here leaves the browser as it was.
      if (outgoing.size > 0) await copies.write(read.key, outgoing);
      bringHoldings(site, jar, holdings);
      if (mine === 'replace') teams?.detach(jar);
      else teams?.rename(jar, renamed);
      copies.keep(jar, { key: read.key, revision: found.revision, unsent: new Set() });
      seeOther(res, path(nextAddress(content, holdings.visitor)));
    }),
  );

  /** The answers of a copy that does not count here: that of a link, or else that of this browser. */
  app.get('/copy/former.json', (req, res) =>
    orAway(req, res, async (jar) => {
      const { link } = linkQuery.parse(req.query);
      const token = link && decodeToken('c', tokenIn(link), editions, deps.secrets);
      const key = token ? keyInLink.safeParse(token.json).data?.k : copies.cookieOf(jar)?.key;
      const found = key ? await copies.read(key) : undefined;
      const former = found && copies.formerOf(found.parts);
      if (!former) return seeOther(res, path('/copy'));
      sendFormer(res, content, former);
    }),
  );

  app.get('/copy/stop', leadTo(path('/copy')));

  app.post('/copy/stop', form, (req, res) =>
    orAway(req, res, async (jar) => {
      const { what } = stopForm.parse(req.body);
      const cookie = copies.cookieOf(jar);
      if (cookie && what === 'remove') await copies.remove(cookie.key);
      copies.forget(jar);
      seeOther(res, path('/copy'));
    }),
  );
}

const tooFull =
  'There is no room left in the browser’s cookies for the key of a saved copy, so none was made. Shorten your contract, or delete an assessment or a snapshot that you no longer need.';
const formerFile = '/copy/former.json';

const tooLarge =
  'Together that is more than the browser’s cookies hold, so nothing was changed. Delete an assessment that you no longer need, or choose the saved copy alone.';

function sentenceFor(reason: TokenFault): string {
  const sentences: Record<TokenFault, string> = {
    empty: 'Paste the link from your other device.',
    'cut-short': 'That link was cut short. Copy all of it, to its last letter.',
    altered: 'That link was changed on its way. Copy it once more from your other device.',
    'unknown-secret': 'That link was made by another site, or before this one’s secret was changed.',
    'other-kind': 'That is not the link to a saved copy. It may be one to carry on or to a shared report.',
    'other-format': 'That link was made by another version of this site.',
    'other-edition':
      'That saved copy belongs to another edition of the questions, with other sentences and another scale, so its answers do not count here.',
    damaged: 'That link cannot be read. Copy it once more from your other device.',
  };
  return sentences[reason];
}

/** /copy: a copy of everything on this site's server, for who wants one; sealed, and shared by the visitor's own devices. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Holdings } from '../../assessment/holdings.ts';
import { type CopyParts, withParts } from '../../assessment/reconcile.ts';
import { copyKeyShape, partsOf } from '../../codec/database/copy.ts';
import type { CopyCookie } from '../../codec/database/copy-cookie.ts';
import { decodeToken, encodeToken, type TokenFault, tokenIn } from '../../codec/links/token.ts';
import { StorageAway } from '../../storage/away.ts';
import { seeOther } from '../render/page.ts';
import type { Site } from '../site.ts';
import type { CopySync } from '../sync/copy-sync.ts';
import type { TeamSync } from '../sync/team-sync.ts';
import { currentVisit, nextAddress } from '../visitor/visit.ts';
import { copyView } from './copy-view.ts';

const text = z.string().catch('');
const linkQuery = z.object({ link: text });
const openForm = z.object({ link: text, mine: z.enum(['add', 'replace']).catch('add') });
const stopForm = z.object({ what: z.enum(['remove', 'leave']).catch('leave') });
const keyInLink = z.object({ k: z.string().regex(copyKeyShape) });

const away = 'The server’s database does not answer just now, so nothing was changed. Try again in a minute.';

type KeyRead = { readonly key: string } | { readonly reason: TokenFault };

export function copyPages(app: Express, site: Site, sync: CopySync, teams?: TeamSync): void {
  const { deps, editions, send, path, url } = site;

  const keyOf = (pasted: string): KeyRead => {
    const token = decodeToken('c', tokenIn(pasted), editions, deps.secrets);
    if (!token.ok) return token;
    const parsed = keyInLink.safeParse(token.json);
    return parsed.success ? { key: parsed.data.k } : { reason: 'damaged' };
  };
  const linkFor = (res: Response, key: string) =>
    url(res, `/copy/open?link=${encodeToken('c', { k: key }, editions, deps.secrets)}`);

  const show = (req: Request, res: Response, error = '', opening = '') => {
    const cookie = sync.cookieOf(req);
    // Of the addresses below /copy, one carries a key: nothing of it may go along to the next page.
    res.setHeader('Referrer-Policy', 'origin');
    const view = copyView(currentVisit(req, res, deps.content, site.store), {
      link: cookie ? linkFor(res, cookie.key) : '',
      opening,
      error,
    });
    send(req, res, 'pages/copy', view, error ? 422 : 200);
  };

  /** Does what needs the database, or says that it is away. */
  const asking = async (req: Request, res: Response, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      show(req, res, away);
    }
  };

  app.get('/copy', (req, res) => show(req, res));

  app.post('/copy', (req, res) =>
    asking(req, res, async () => {
      if (sync.cookieOf(req)) return seeOther(res, path('/copy'));
      const key = deps.newKey();
      const revision = await sync.write(key, partsOf(sync.holdings(req, res)));
      sync.keep(res, { key, revision, unsent: new Set() });
      seeOther(res, path('/copy'));
    }),
  );

  app.get('/copy/open', (req, res) => {
    const { link } = linkQuery.parse(req.query);
    const read = keyOf(link);
    show(req, res, 'key' in read ? '' : sentenceFor(read.reason), 'key' in read ? tokenIn(link) : '');
  });

  app.post('/copy/open', (req, res) =>
    asking(req, res, async () => {
      const { link, mine } = openForm.parse(req.body);
      const read = keyOf(link);
      if (!('key' in read)) return show(req, res, sentenceFor(read.reason));
      const found = await sync.read(read.key);
      if (!found) return show(req, res, 'That saved copy is no longer on the server.');
      const own = mine === 'add' ? withoutClash(sync.holdings(req, res), found.parts, deps.newId) : undefined;
      const cookie: CopyCookie = { key: read.key, revision: found.revision, unsent: new Set() };
      const together = own ? withParts(partsOf(own), found.parts) : found.parts;
      if (!sync.take(req, res, together)) return show(req, res, tooLarge);
      if (!own) teams?.detach(req, res);
      const added = own ? [...partsOf(own)].filter(([name]) => !found.parts.has(name)) : [];
      if (added.length > 0) await sync.write(read.key, new Map(added));
      res.locals.copyLeft = true;
      sync.keep(res, cookie);
      seeOther(res, path(nextAddress(deps.content, sync.holdings(req, res).visitor)));
    }),
  );

  app.post('/copy/stop', (req, res) =>
    asking(req, res, async () => {
      const { what } = stopForm.parse(req.body);
      const cookie = sync.cookieOf(req);
      if (cookie && what === 'remove') await sync.remove(cookie.key);
      res.locals.copyLeft = true;
      sync.forget(res);
      seeOther(res, path('/copy'));
    }),
  );
}

const tooLarge =
  'Together that is more than the browser’s cookies hold, so nothing was changed. Delete an assessment that you no longer need, or choose the saved copy alone.';

/** An assessment of this browser that only by chance has the id of another in the copy gets a new one. */
function withoutClash(own: Holdings, theirs: CopyParts, newId: () => string): Holdings {
  const { visitor } = own;
  const assessments = visitor.assessments.map((assessment) => {
    const other = theirs.get(`a ${assessment.id}`);
    if (other === undefined) return assessment;
    const same =
      other.includes(JSON.stringify(assessment.level)) && other.includes(JSON.stringify(assessment.name));
    return same ? assessment : { ...assessment, id: newId() };
  });
  const at = visitor.assessments.findIndex(({ id }) => id === visitor.current);
  return { ...own, visitor: { ...visitor, assessments, current: assessments[at]?.id ?? '' } };
}

function sentenceFor(reason: TokenFault): string {
  const sentences: Record<TokenFault, string> = {
    empty: 'Paste the link from your other device.',
    'cut-short': 'That link was cut short. Copy all of it, to its last letter.',
    altered: 'That link was changed on its way. Copy it once more from your other device.',
    'unknown-secret': 'That link was made by another site, or before this one’s secret was changed.',
    'other-kind': 'That is not the link to a saved copy. It may be one to carry on or to a shared report.',
    'other-format': 'That link was made by another version of this site.',
    'other-edition': 'That link belongs to another edition of the questions.',
    damaged: 'That link cannot be read. Copy it once more from your other device.',
  };
  return sentences[reason];
}

/** /copy: makes and removes a saved copy: everything a browser holds, encrypted on the server, for all of a visitor's devices. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { StorageAway } from '../../storage/away.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form, leadTo } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import { sendFormer } from '../http/send-former.ts';
import type { Site } from '../site.ts';
import type { CookieJar } from '../visitor/cookie-jar.ts';
import { allFit } from '../visitor/cookie-room.ts';
import { copyCookie } from '../visitor/cookies.ts';
import { visitOf } from '../visitor/visit.ts';
import { anyCopyKeyIn, copyAddress } from './copy-link.ts';
import { copyView } from './copy-view.ts';

const linkQuery = z.object({ link: z.string().catch('') });
const stopForm = z.object({ what: z.enum(['remove', 'leave', 'own']).catch('leave') });

const away = 'The server’s database does not answer just now, so nothing was changed. Try again in a minute.';

export function copyRoutes(app: Express, site: Site): void {
  const { deps, content, send, path, url, copies } = site;
  if (!copies) return;

  const show = (req: Request, res: Response, error?: FieldError) => {
    const cookie = copies.cookieOf(res.locals.jar);
    res.set(originOnly);
    const link = cookie ? url(req, copyAddress(cookie.key, site)) : '';
    const isFormer = res.locals.copyStatus === 'other-edition';
    const isNew = req.method === 'GET' && 'own' in req.query;
    const { retentionDays } = deps.config;
    const view = copyView(visitOf(site, req, res), { link, isFormer, isNew, error, retentionDays });
    send(req, res, 'pages/copy', view, error ? 422 : 200);
  };

  /** Runs what needs the database; shows the page with an error when the database is away. */
  const orAway = async (
    req: Request,
    res: Response,
    field: string,
    work: (jar: CookieJar) => Promise<void>,
  ) => {
    try {
      await work(res.locals.jar);
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      show(req, res, { field, text: away });
    }
  };

  /** Writes what the browser holds under a new key, which the browser keeps. @throws StorageAway */
  const make = async (jar: CookieJar) => {
    const key = deps.newKey();
    const revision = await copies.write(key, copies.partsOf(jar));
    copies.keep(jar, { key, revision, unsent: new Set() });
  };

  app.get('/copy', (req, res) => show(req, res));

  app.post('/copy', form, (req, res) =>
    orAway(req, res, 'keep', async (jar) => {
      if (copies.cookieOf(jar)) return seeOther(res, path('/copy'));
      copies.keep(jar, { key: deps.newKey(), revision: 0, unsent: new Set() });
      const isFitting = allFit(jar);
      jar.undo(copyCookie);
      if (!isFitting) return show(req, res, { field: 'keep', text: tooFull });
      await make(jar);
      seeOther(res, path('/copy'));
    }),
  );

  /** The answers of a copy that does not count here: that of a link, or else that of this browser. */
  app.get('/copy/former.json', async (req, res) => {
    const { link } = linkQuery.parse(req.query);
    const key = link ? anyCopyKeyIn(link, site) : copies.cookieOf(res.locals.jar)?.key;
    const found = key ? await copies.read(key) : undefined;
    const former = found && copies.formerOf(found.parts);
    if (!former) return seeOther(res, path('/copy'));
    sendFormer(res, content, former);
  });

  app.get('/copy/stop', leadTo(path('/copy')));

  app.post('/copy/stop', form, (req, res) =>
    orAway(req, res, 'stop', async (jar) => {
      const { what } = stopForm.parse(req.body);
      const cookie = copies.cookieOf(jar);
      if (!cookie) return seeOther(res, path('/copy'));
      if (what === 'own') {
        await make(jar);
        return seeOther(res, path('/copy?own'));
      }
      if (what === 'remove') await copies.remove(cookie.key);
      copies.forget(jar);
      seeOther(res, path('/copy'));
    }),
  );
}

const tooFull =
  'There is no room left in the browser’s cookies for the key of a saved copy, so none was made. Shorten your contract, or delete an assessment or a snapshot that you no longer need.';

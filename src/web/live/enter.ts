/** /live: explains live rooms and takes a code. The QR code opens this page with the code filled in. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { typedCode } from '../../codec/database/live-keys.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form, leadTo } from '../http/form.ts';
import { subscriberOf } from '../http/middleware/subscriber.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { Guesses } from './guesses.ts';
import { liveLayout, spacedCode } from './live-page.ts';
import { mostPeople, type Rooms } from './rooms.ts';

const codeField = z.object({ code: z.string().max(40).catch('') });
/** `once` is random, from the page: the same form sent twice makes one person. */
const joinForm = codeField.extend({ once: z.string().catch('') });

const wanted = 'Enter the six letters on the screen, without vowels';
const unknown = 'No open room has this code. Look at the screen again: the room may have ended';
const full = `This room has ${mostPeople} people and takes no more`;

export function enterRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, path, send } = site;
  const guesses = new Guesses();

  const show = async (req: Request, res: Response, code: string, error = '', title = 'Live room') => {
    const joined = await rooms.joined(res);
    const errors: FieldError[] = error ? [{ field: 'code', text: error }] : [];
    const typed = typedCode(code);
    res.set(originOnly);
    const view = {
      layout: liveLayout(
        title,
        'Everyone in the room rates the same statement at the same time, and sees the spread of us.',
      ),
      errors,
      errorTitle: 'You have not joined yet',
      error,
      code: typed ? spacedCode(typed) : code,
      once: deps.newKey(),
      isRead: req.method === 'GET' && typed !== undefined,
      isIn: joined !== undefined,
      threshold: deps.config.teamThreshold,
    };
    send(req, res, 'pages/live', view, error ? 422 : 200);
  };

  app.get('/live', (req, res) => {
    const { code } = codeField.parse(req.query);
    const isWhole = code.trim() === '' || typedCode(code) !== undefined;
    return isWhole ? show(req, res, code) : show(req, res, code, wanted, 'This link has no whole code');
  });

  app.get('/live/enter', leadTo(path('/live')));
  app.post('/live/enter', form, async (req, res) => {
    const { code, once } = joinForm.parse(req.body);
    const typed = typedCode(code);
    if (!typed) return show(req, res, code, wanted);
    const subscriber = subscriberOf(req);
    const outcome = await guesses.inTurn(subscriber, async () => {
      guesses.admit(subscriber);
      const joined = await rooms.join(res, typed, once);
      if (joined === 'unknown') guesses.wrong(subscriber);
      return joined;
    });
    if (outcome === 'joined') return seeOther(res, path('/live/here?joined'));
    await show(req, res, code, outcome === 'full' ? full : unknown);
  });
}

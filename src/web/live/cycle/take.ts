/** /live/take: copies moments of truth from a room's sheet into the visitor's own worksheet. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Cycle } from '../../../assessment/live/cycle.ts';
import { fitting, newIn, withTaken } from '../../../assessment/live/taking.ts';
import { emptyMoments, isEmptyMoments, type Moments, momentsKept } from '../../../assessment/moments.ts';
import { decodeCycle } from '../../../codec/database/live-texts.ts';
import type { LiveRoom } from '../../../storage/tables/live-rooms.ts';
import { NotFound, WorksheetTooLarge } from '../../http/errors.ts';
import { seeOther } from '../../http/finish.ts';
import { batchForm, type FieldError, leadTo } from '../../http/form.ts';
import { counted } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { fingerprint } from '../../visitor/fingerprint.ts';
import { liveLayout, roomName } from '../live-page.ts';
import { cycleView } from './cycle-view.ts';
import { ticked } from './moment-form.ts';

/** The name of a moment's box is this and its id. */
const takePrefix = 'take-';
const takeForm = z.object({
  /** What happens to what the worksheet holds. */
  how: z.enum(['add', 'replace']).catch('add'),
  /** The fingerprint of the worksheet that the page showed. */
  seen: z.string().catch(''),
});
type Taken = Readonly<z.output<typeof takeForm>> & { readonly chosen: readonly string[] };

const fingerprintOf = ({ cycle, moments }: Moments) => fingerprint([cycle, moments]);

/** @param opened finds the room of a visitor who may see its sheet, and throws NotFound for everybody else */
export function takeRoutes(
  app: Express,
  site: Site,
  opened: (req: Request, res: Response) => Promise<{ readonly room: LiveRoom; readonly key: string }>,
): void {
  const { moments: store, path, send } = site;

  const found = async (req: Request, res: Response) => {
    const { room, key } = await opened(req, res);
    const cycle = decodeCycle(room.cycle);
    if (!cycle || cycle.moments.length === 0)
      throw new NotFound('This room has written down no moments of truth.');
    const { jar } = res.locals;
    const fits = (worksheet: Moments) => store.spaceLeft(jar, worksheet) >= 0;
    return { room, key, cycle, own: store.read(jar).worksheet, fits };
  };
  type Found = Awaited<ReturnType<typeof found>>;

  const show = (
    req: Request,
    res: Response,
    { room, key, cycle, own, fits }: Found,
    refused?: { readonly sent: Taken; readonly errors: readonly FieldError[] },
  ) => {
    const fit = fitting(own, cycle, fits);
    const fresh = newIn(own, cycle).map(({ id }) => id);
    const isThere = (id: string) => !fresh.includes(id);
    const noteOf = (id: string) => {
      if (isThere(id)) return 'already in your worksheet';
      return fit.includes(id) ? '' : 'does not fit beside the others';
    };
    // Moments that the worksheet has already are ticked as well, so that replacing it keeps them.
    const isTicked = (id: string) =>
      refused ? refused.sent.chosen.includes(id) : isThere(id) || fit.includes(id);
    const left = fresh.length - fit.length;
    const view = {
      layout: liveLayout('Take the moments of truth along', 'Moments of truth from a live room.', {
        scripts: [],
      }),
      errors: refused?.errors ?? [],
      errorTitle: 'Nothing was taken yet',
      name: roomName(room),
      key,
      query: key ? `?key=${key}` : '',
      own: isEmptyMoments(own)
        ? undefined
        : { cycle: own.cycle, count: counted(own.moments.length, 'moment') },
      how: refused?.sent.how ?? 'add',
      seen: fingerprintOf(own),
      /** Empty when all fit. */
      tooMany:
        left > 0 ? `${counted(left, 'moment does', 'moments do')} not fit your worksheet any more` : '',
      most: momentsKept,
      error: Object.fromEntries((refused?.errors ?? []).map(({ field, text }) => [field, text])),
      title: cycleView(cycle).title,
      moments: cycleView(cycle).moments.map((moment) => ({
        ...moment,
        field: takePrefix + moment.id,
        note: noteOf(moment.id),
        checked: isTicked(moment.id),
      })),
    };
    send(req, res, 'pages/live-take', view, refused ? 422 : 200);
  };

  app.get('/live/take', async (req, res) => show(req, res, await found(req, res)));

  app.get('/live/taken', leadTo(path('/moments')));
  app.post('/live/taken', batchForm, async (req, res) => {
    const here = await found(req, res);
    const sent = { ...takeForm.parse(req.body), chosen: ticked(req.body, takePrefix) };
    const refuse = (field: string, text: string) => show(req, res, here, { sent, errors: [{ field, text }] });
    const isUnseen = !isEmptyMoments(here.own) && sent.seen !== fingerprintOf(here.own);
    if (sent.how === 'replace' && isUnseen)
      return refuse('how', 'Your worksheet was changed in another tab or window. Choose once more');
    const worksheet = takenBy(here.own, here.cycle, sent);
    const over = worksheet.moments.length - momentsKept;
    if (sent.chosen.length === 0) return refuse('moments', 'Tick the moments to take');
    if (over > 0)
      return refuse(
        'moments',
        `A worksheet holds ${momentsKept} moments. Untick ${over}, or remove some from yours`,
      );
    try {
      store.save(res.locals.jar, worksheet);
    } catch (error) {
      if (!(error instanceof WorksheetTooLarge)) throw error;
      return refuse('moments', error.message);
    }
    seeOther(res, path('/moments?saved'));
  });
}

function takenBy(own: Moments, cycle: Cycle, { how, chosen }: Taken): Moments {
  return withTaken(how === 'replace' ? emptyMoments : own, cycle, chosen);
}

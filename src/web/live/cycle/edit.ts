/** /live/moment: the facilitator's page of one moment of truth, to add, change, merge or remove it. */
import type { Express, Request, Response } from 'express';
import { emptyCycle, givenLimits, mergedLimits, momentOf } from '../../../assessment/live/cycle.ts';
import { decodeCycle, encodeCycle } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { type FieldError, leadTo, worksheetForm } from '../../http/form.ts';
import { originOnly } from '../../http/origin-only.ts';
import type { Site } from '../../site.ts';
import { isRefreshOff, liveLayout, roomAddress } from '../live-page.ts';
import type { Rooms } from '../rooms.ts';
import { cycleView, rowsOf } from './cycle-view.ts';
import { type EditForm, edited, editForm, fingerprintOf, newMoment } from './edit-form.ts';
import { blankForm, fieldsOf, shortened } from './moment-form.ts';

export function editRoutes(app: Express, { deps, path, send }: Site, rooms: Rooms): void {
  /** Returns the room and its cycle, an empty one for a room that maps no moments. @throws UnusableLink */
  const opened = async (key: string) => {
    const room = await rooms.open('facilitator', key);
    return { room, cycle: decodeCycle(room.cycle) ?? emptyCycle };
  };

  const showMoment = async (
    req: Request,
    res: Response,
    given: Pick<EditForm, 'key' | 'moment'>,
    refused?: { readonly form: EditForm; readonly errors: readonly FieldError[] },
  ) => {
    const { key, moment: id } = given;
    const { room, cycle } = await opened(key);
    const moment = momentOf(cycle, id);
    const isNew = id === newMoment || !moment;
    const errors = refused?.errors ?? [];
    const texts = refused?.form ?? (moment ? { ...blankForm, ...moment, after: 'stay' } : blankForm);
    res.set(originOnly);
    const view = {
      layout: liveLayout('A moment of truth', 'Change, merge or remove a moment of truth.', { scripts: [] }),
      errors,
      key,
      id: isNew ? newMoment : id,
      isNew,
      isRefreshOff: isRefreshOff(req),
      name: cycleView(cycle).title,
      isGivingDots: cycle.phase === 'giving-dots',
      seen: fingerprintOf(moment),
      /** As it is now, when another window has changed it. */
      now:
        moment && refused && refused.form.seen !== fingerprintOf(moment)
          ? { name: moment.name, rows: rowsOf(moment) }
          : undefined,
      form: fieldsOf(texts, cycle, errors, {
        limits: isNew ? givenLimits : mergedLimits,
        id: isNew ? '' : id,
      }),
      others: cycle.moments
        .filter((other) => other.id !== id)
        .map((other) => ({
          id: other.id,
          label: shortened(other.name),
          isChosen: refused?.form.other === other.id,
        })),
      otherError: errors.find(({ field }) => field === 'other')?.text ?? '',
      closed: room.closed,
    };
    send(req, res, 'pages/live-moment', view, refused ? 422 : 200);
  };

  app.get('/live/moment', (req, res) => showMoment(req, res, editForm.parse(req.query)));
  app.get('/live/moment/save', leadTo(path('/live')));
  app.post('/live/moment/save', worksheetForm, async (req, res) => {
    const sent = editForm.parse(req.body);
    const { room } = await opened(sent.key);
    let errors: readonly FieldError[] = [];
    let at = '';
    await rooms.query((live) =>
      live.changeCycle(room.id, (stored) => {
        const cycle = decodeCycle(stored);
        if (!cycle) return stored;
        const outcome = edited(cycle, sent, deps.newKey());
        if ('errors' in outcome) {
          errors = outcome.errors;
          return stored;
        }
        at = outcome.at;
        return encodeCycle(outcome.cycle);
      }),
    );
    if (errors.length > 0) return showMoment(req, res, sent, { form: sent, errors });
    seeOther(res, path(roomAddress(req, sent.key) + (at ? `#m-${at}` : '#moments')));
  });
}

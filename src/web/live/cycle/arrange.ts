/** What the facilitator does with the moments of truth: the buttons of /live/room, and the page of one moment. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  type Cycle,
  emptyCycle,
  givenLimits,
  inPhase,
  mergedLimits,
  momentOf,
  stepped,
  withDots,
  withMark,
} from '../../../assessment/live/cycle.ts';
import { decodeBallot, decodeCycle, encodeCycle } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { type FieldError, form, leadTo, worksheetForm } from '../../http/form.ts';
import { originOnly } from '../../http/origin-only.ts';
import type { Site } from '../../site.ts';
import { isRefreshOff, liveLayout, roomAddress } from '../live-page.ts';
import { type Rooms, roomKey } from '../rooms.ts';
import { cycleView, rowsOf } from './cycle-view.ts';
import { type EditForm, edited, editForm, fingerprintOf, newMoment } from './edit-form.ts';
import { blankForm, fieldsOf, shortened } from './moment-form.ts';

const text = z.string().catch('');
const arrangeForm = z.object({
  key: roomKey,
  moment: text,
  action: z.enum(['up', 'down', 'mark', 'unmark', 'vote', 'collect', 'count']).optional().catch(undefined),
});
type Arrange = Readonly<z.output<typeof arrangeForm>>;

/** Counts the dots and erases who gave which. Returns false while fewer people than the threshold have given theirs. */
export function countDots(rooms: Rooms, id: string, threshold: number): Promise<boolean> {
  return rooms.query((live) =>
    live.countVotes(id, (stored, chosen) => {
      const cycle = decodeCycle(stored);
      if (cycle?.phase !== 'voting' || chosen.length < threshold) return undefined;
      return encodeCycle(withDots(cycle, chosen.map(decodeBallot)));
    }),
  );
}

/** Ends the giving of dots with the room: counts them, or erases them where too few have given theirs. */
export function endDots(rooms: Rooms, id: string, threshold: number): Promise<boolean> {
  return rooms.query((live) =>
    live.countVotes(id, (stored, chosen) => {
      const cycle = decodeCycle(stored);
      if (cycle?.phase !== 'voting') return undefined;
      const isEnough = chosen.length >= threshold;
      return encodeCycle(isEnough ? withDots(cycle, chosen.map(decodeBallot)) : inPhase(cycle, 'adding'));
    }),
  );
}

export function arrangeRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, path, send } = site;
  const threshold = deps.config.teamThreshold;
  const back = (req: Request, key: string, more = '') => path(roomAddress(req, key) + more);
  /** Returns the room and its cycle, an empty one for a room that maps no moments. @throws UnusableLink */
  const opened = async (key: string) => {
    const room = await rooms.open('host', key);
    return { room, cycle: decodeCycle(room.cycle) ?? emptyCycle };
  };

  app.get('/live/arrange', leadTo(path('/live')));
  app.post('/live/arrange', form, async (req, res) => {
    const { key, moment, action } = arrangeForm.parse(req.body);
    const { room } = await opened(key);
    if (action === 'count') {
      const isCounted = await countDots(rooms, room.id, threshold);
      return seeOther(res, back(req, key, isCounted ? '' : '&fewdots'));
    }
    if (action === 'collect')
      // Whoever has given dots before gives them again in the next vote.
      await rooms.query((live) =>
        live.countVotes(room.id, (stored) => arranged(stored, (cycle) => inPhase(cycle, 'adding'))),
      );
    else
      await rooms.query((live) =>
        live.changeCycle(
          room.id,
          (stored) => arranged(stored, (cycle) => stepOf(cycle, moment, action)) ?? stored,
        ),
      );
    seeOther(res, back(req, key, moment ? `#m-${moment}` : ''));
  });

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
      isVoting: cycle.phase === 'voting',
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
    seeOther(res, back(req, sent.key, at ? `#m-${at}` : '#moments'));
  });
}

function arranged(stored: string, change: (cycle: Cycle) => Cycle): string | undefined {
  const cycle = decodeCycle(stored);
  return cycle && encodeCycle(change(cycle));
}

/** The moments stay as they are while people give dots; only the marks change. */
function stepOf(cycle: Cycle, id: string, action: Arrange['action']): Cycle {
  if (action === 'mark' || action === 'unmark') return withMark(cycle, id, action === 'mark');
  if (action === 'vote' && cycle.moments.length > 0) return inPhase(cycle, 'voting');
  if (cycle.phase === 'voting' || (action !== 'up' && action !== 'down')) return cycle;
  return stepped(cycle, id, action);
}

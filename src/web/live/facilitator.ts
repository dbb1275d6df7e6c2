/** /live/room: the facilitator's page and its buttons. Anyone with its link can use it, in any browser. */
import type { Express, Request, Response } from 'express';
import { secondsOpen } from '../../assessment/live/lifetime.ts';
import { spreadOf } from '../../assessment/live/spread.ts';
import {
  decodeActions,
  encodeActions,
  encodeSpread,
  mostLiveActions,
} from '../../codec/database/live-texts.ts';
import { answerOf } from '../../codec/packed/letters.ts';
import type { LiveRoom } from '../../storage/tables/live-rooms.ts';
import { seeOther } from '../http/finish.ts';
import { leadTo, worksheetForm } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { endDots } from './cycle/arrange.ts';
import { stagesOf } from './cycle/cycle-view.ts';
import { facilitatorView, type RefusedRun } from './facilitator-view.ts';
import { allowConnections, isRefreshOff } from './live-page.ts';
import type { Rooms } from './rooms.ts';
import { actionErrors, noteLimit, type Run, runForm } from './run-form.ts';

const noProgress = { revision: 0, joined: 0, rated: 0, gaveDots: 0 };

export function facilitatorRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, path, send, url } = site;
  const threshold = deps.config.teamThreshold;

  const show = async (
    req: Request,
    res: Response,
    key: string,
    notices: readonly string[],
    refused?: RefusedRun,
  ) => {
    const room = await rooms.open('facilitator', key);
    const progress = (await rooms.query((live) => live.progress(room.id))) ?? noProgress;
    res.set(originOnly);
    allowConnections(res);
    const view = facilitatorView(site, {
      ...{ key, room, progress, isRefreshOff: isRefreshOff(req), notices, refused },
      url: (address) => url(req, address),
    });
    send(req, res, 'pages/live-room', view, refused ? 422 : 200);
  };

  app.get('/live/room', async (req, res) => {
    const notices = [
      ...('few' in req.query ? [`Nothing is shown before ${threshold} people have rated.`] : []),
      ...('fewdots' in req.query ? [`Dots are counted once ${threshold} people have given theirs.`] : []),
    ];
    await show(req, res, runForm.parse(req.query).key, notices);
  });

  app.get('/live/run', leadTo(path('/live')));
  app.post('/live/run', worksheetForm, async (req, res) => {
    const run = runForm.parse(req.body);
    const room = await rooms.open('facilitator', run.key);
    const refused = refusalOf(room, run);
    if (refused) return show(req, res, run.key, [], refused);
    const more = await perform(room, run);
    if (more === 'removed') return seeOther(res, path('/live?removed'));
    const off = run.refresh === 'off' ? '&refresh=off' : '';
    seeOther(res, path(`/live/room?key=${run.key}${off}${more}`));
  });

  /** Returns what to add to the address of the page, or "removed". */
  const perform = async (room: LiveRoom, run: Run): Promise<string> => {
    const { id } = room;
    const { action, from, to, note, timer } = run;
    if (action === 'remove') {
      await rooms.query((live) => live.remove(id));
      return 'removed';
    }
    // Every other button also saves the note beside it.
    if (note !== undefined && note !== room.statements[from]?.note)
      await rooms.query((live) => live.setNote(id, from, note));
    if (action === 'agree' || action === 'drop') {
      await rooms.query((live) => live.changeActions(id, (actions) => changedActions(actions, run)));
      return '#actions';
    }
    if (room.closed) return '';
    if (timer !== undefined) {
      const ends = timer === 0 ? -1 : secondsOpen(room.openedAt, deps.now()) + 60 * timer;
      await rooms.query((live) => live.setTimer(id, ends));
    }
    if (action === 'go' && to >= 0 && to < stagesOf(room)) await rooms.query((live) => live.go(id, from, to));
    if (action === 'end') {
      // After the end nobody can give dots, so those that were given are counted now, and the moments can be corrected.
      await endDots(rooms, id, threshold);
      await rooms.query((live) => live.end(id));
    }
    if (action !== 'reveal') return '';
    const isRevealed = await reveal(id, from);
    return isRevealed || room.statements[from]?.spread ? '' : '&few';
  };

  const reveal = (id: string, place: number) =>
    rooms.query((live) =>
      live.reveal(id, place, (letters) => {
        const spread = spreadOf(
          letters.flatMap((letter) => answerOf(letter) ?? []),
          threshold,
        );
        return spread ? encodeSpread(spread) : '';
      }),
    );
}

function refusalOf(room: LiveRoom, run: Run): RefusedRun | undefined {
  const { action, note, text, owner, due } = run;
  if (note !== undefined && note.length > noteLimit)
    return { note, errors: [{ field: 'note', text: `Use at most ${noteLimit} characters for the note` }] };
  if (action !== 'agree') return undefined;
  if (decodeActions(room.actions).length >= mostLiveActions)
    return {
      errors: [{ field: 'agreed', text: `A room keeps ${mostLiveActions} actions. Remove one first` }],
    };
  const errors = actionErrors({ text, owner, due });
  return errors.length > 0 ? { action: { text, owner, due }, errors } : undefined;
}

function changedActions(stored: string, { action, text, owner, due, at }: Run): string {
  const actions = decodeActions(stored);
  // The same form sent twice, by a double click or by a proxy whose replica died, adds one action.
  const isThere = actions.some((one) => one.text === text && one.owner === owner && one.due === due);
  if (action === 'agree')
    return isThere ? stored : encodeActions([...actions, { text, owner, due }].slice(0, mostLiveActions));
  // Another window may have removed one meanwhile, so that this place is another action's.
  return actions[at]?.text === text ? encodeActions(actions.toSpliced(at, 1)) : stored;
}

/** The page /live/here while the room maps the moments of truth: what phones see, add and choose. */
import type { Request, Response } from 'express';
import { dotsEach, emptyCycle, mostGiven } from '../../../assessment/live/cycle.ts';
import { decodeCycle, decodeDots } from '../../../codec/database/live-texts.ts';
import { isolated } from '../../../direction.ts';
import type { FieldError } from '../../http/form.ts';
import { listed } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { allowConnections, isRefreshOff, liveLayout, roomName, timerView } from '../live-page.ts';
import type { Presence, Rooms } from '../rooms.ts';
import { cycleView } from './cycle-view.ts';
import { blankForm, fieldsOf, type MomentForm } from './moment-form.ts';

/** The name of a moment's box is this and its id. */
export const dotPrefix = 'dot-';

interface Refused {
  readonly moment?: MomentForm;
  readonly chosen?: readonly string[];
  readonly errors: readonly FieldError[];
}

export class MapPage {
  readonly #site: Site;
  readonly #rooms: Rooms;

  constructor(site: Site, rooms: Rooms) {
    this.#site = site;
    this.#rooms = rooms;
  }

  async show(req: Request, res: Response, { room, person }: Presence, refused?: Refused): Promise<void> {
    const { deps, send } = this.#site;
    const cycle = decodeCycle(room.cycle) ?? emptyCycle;
    const errors = refused?.errors ?? [];
    const isAdding = !room.closed && cycle.phase === 'adding';
    const given = isAdding ? await this.#rooms.query((live) => live.givenBy(room.id, person)) : 0;
    const stored =
      !room.closed && cycle.phase === 'giving-dots'
        ? await this.#rooms.query((live) => live.dotsOf(room.id, person))
        : undefined;
    const own = stored === undefined ? undefined : decodeDots(stored);
    const chosen = refused?.chosen ?? own ?? [];
    const isChoosing = !room.closed && cycle.phase === 'giving-dots' && !own;
    const isWatching = 'watch' in req.query;
    // After a refusal the form is always shown, so that nothing that was typed is lost.
    const hasForm = refused?.moment !== undefined || (isAdding && given < mostGiven && !isWatching);
    const fields = hasForm ? fieldsOf(refused?.moment ?? blankForm, cycle, errors) : undefined;
    // Loading the page again would undo what is typed or chosen.
    const refreshes = !room.closed && !refused && !isChoosing && !fields;
    const off = isRefreshOff(req);
    const view = cycleView(cycle);
    const page = {
      layout: liveLayout('In a live room', 'The moments of truth that the room maps.', {
        refresh: refreshes && !off,
      }),
      notices: noticesOf(req),
      errors,
      name: roomName(room),
      closed: room.closed,
      revision: room.revision,
      events: '/live/events',
      timer: timerView(room, deps.now()),
      cycle: view,
      refreshes,
      isRefreshOff: off,
      isWatching: isWatching && !refused,
      canAdd: isAdding,
      form: fields,
      left: Math.max(0, mostGiven - given),
      mostGiven,
      dotsEach,
      threshold: deps.config.teamThreshold,
      isGivingDots: !room.closed && cycle.phase === 'giving-dots',
      own:
        own &&
        listed(view.moments.filter(({ id }) => own.includes(id)).map(({ name }) => `“${isolated(name)}”`)),
      dotError: errors.find(({ field }) => field === 'dots')?.text ?? '',
      options: view.moments.map(({ id, number, name, rows }) => ({
        ...{ number, name, rows },
        field: dotPrefix + id,
        checked: chosen.includes(id),
      })),
    };
    allowConnections(res);
    send(req, res, 'pages/live-map', page, refused ? 422 : 200);
  }
}

function noticesOf({ query }: Request): string[] {
  if ('added' in query) return ['Your moment is in the cycle.'];
  if ('dots' in query) return ['Your dots are in.'];
  return 'late' in query ? ['The room has moved on. This is where it is now.'] : [];
}

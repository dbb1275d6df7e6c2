/** /live/here while the room maps the moments of truth: what phones see, add and choose. */
import type { Express, Request, Response } from 'express';
import {
  type Cycle,
  dotsEach,
  emptyCycle,
  givenLimits,
  mostGiven,
  mostMoments,
  withMoment,
} from '../../../assessment/live/cycle.ts';
import { decodeCycle, decodeDots, encodeCycle, encodeDots } from '../../../codec/database/live-texts.ts';
import { isolated } from '../../../direction.ts';
import { seeOther } from '../../http/finish.ts';
import { batchForm, type FieldError, leadTo, worksheetForm } from '../../http/form.ts';
import { listed } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { allowConnections, isRefreshOff, liveLayout, roomName, timerView } from '../live-page.ts';
import type { Presence, Rooms } from '../rooms.ts';
import { cycleView } from './cycle-view.ts';
import { blankForm, fieldsOf, type MomentForm, momentForm, textErrors, ticked } from './moment-form.ts';

/** The name of a moment's box is this and its id. */
const dotPrefix = 'dot-';

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

export function mapRoutes(app: Express, site: Site, rooms: Rooms, page: MapPage): void {
  const { path, deps } = site;
  const here = (req: Request, what: string) =>
    path(`/live/here?${what}${isRefreshOff(req) ? '&refresh=off' : ''}`);

  app.get('/live/give', leadTo(path('/live/here')));
  app.post('/live/give', worksheetForm, async (req, res) => {
    const presence = await rooms.joined(res);
    if (!presence) return seeOther(res, path('/live/here'));
    const { room, person } = presence;
    const moment = momentForm.parse(req.body);
    const errors = textErrors(moment, givenLimits);
    if (errors.length > 0) return page.show(req, res, presence, { moment, errors });
    const { after, ...texts } = moment;
    let refusal = ended;
    const isIn = await rooms.query((live) =>
      live.give(room.id, person, (stored, given) => {
        const cycle = decodeCycle(stored);
        if (!cycle) return undefined;
        const next = withMoment(cycle, deps.newKey(), texts, after);
        refusal = next === cycle ? '' : refusalOf(cycle, given);
        return refusal ? undefined : encodeCycle(next);
      }),
    );
    if (isIn) return seeOther(res, here(req, 'added'));
    const now = (await rooms.joined(res)) ?? presence;
    await page.show(req, res, now, { moment, errors: [{ field: 'name', text: refusal }] });
  });

  app.get('/live/dots', leadTo(path('/live/here')));
  app.post('/live/dots', batchForm, async (req, res) => {
    const presence = await rooms.joined(res);
    if (!presence) return seeOther(res, path('/live/here'));
    const { room, person } = presence;
    const chosen = ticked(req.body, dotPrefix);
    const refuse = (text: string) =>
      page.show(req, res, presence, { chosen, errors: [{ field: 'dots', text }] });
    if (room.closed || decodeCycle(room.cycle)?.phase !== 'giving-dots')
      return seeOther(res, here(req, 'late'));
    if (chosen.length === 0) return refuse('Choose at least one moment');
    if (chosen.length > dotsEach)
      return refuse(`Choose at most ${dotsEach} moments; you chose ${chosen.length}`);
    const isIn = await rooms.query((live) =>
      live.giveDots(room.id, person, (stored) => {
        const cycle = decodeCycle(stored);
        const known = chosen.filter((id) => cycle?.moments.some((moment) => moment.id === id));
        return cycle?.phase === 'giving-dots' && known.length > 0 ? encodeDots(known) : undefined;
      }),
    );
    seeOther(res, here(req, isIn ? 'dots' : 'late'));
  });
}

const ended =
  'The room has ended, so this moment is not on its sheet. Copy it from here, or tell it to the facilitator';

/** Why a moment is not taken; empty when it is. */
function refusalOf({ phase, moments }: Cycle, given: number): string {
  if (phase !== 'adding')
    return 'The room is not collecting any more, so this moment is not in the cycle. It stays here: tell it to the facilitator, who can begin again';
  if (moments.length >= mostMoments)
    return `The room holds ${mostMoments} moments. Once the facilitator has merged some that are alike, send this one again`;
  if (given >= mostGiven)
    return `One phone adds at most ${mostGiven} moments. Tell this one to the facilitator, who can add it`;
  return '';
}

function noticesOf({ query }: Request): string[] {
  if ('added' in query) return ['Your moment is in the cycle.'];
  if ('dots' in query) return ['Your dots are in.'];
  return 'late' in query ? ['The room has moved on. This is where it is now.'] : [];
}

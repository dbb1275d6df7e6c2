/** /live/give and /live/dots: what phones send while the room maps the moments of truth. */
import type { Express, Request } from 'express';
import {
  type Cycle,
  dotsEach,
  givenLimits,
  mostGiven,
  mostMoments,
  withMoment,
} from '../../../assessment/live/cycle.ts';
import { decodeCycle, encodeCycle, encodeDots } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { batchForm, leadTo, worksheetForm } from '../../http/form.ts';
import type { Site } from '../../site.ts';
import { isRefreshOff } from '../live-page.ts';
import type { Rooms } from '../rooms.ts';
import { dotPrefix, type MapPage } from './map-page.ts';
import { momentForm, textErrors, ticked } from './moment-form.ts';

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

/** /live/here: the room on a participant's phone. The browser's cookie says which room, and who it is there. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import type { Answer, PerspectiveAnswer } from '../../assessment/answers.ts';
import { perspectives } from '../../assessment/instrument.ts';
import { answerOf, letterOf } from '../../codec/packed/letters.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, fieldErrors, form, leadTo } from '../http/form.ts';
import type { Site } from '../site.ts';
import { cycleNow } from './cycle/cycle-view.ts';
import type { MapPage } from './cycle/map-page.ts';
import { allowConnections, isRefreshOff, liveLayout, roomName, timerView } from './live-page.ts';
import type { Presence, Rooms } from './rooms.ts';
import { statementView } from './statement-view.ts';

const values = ['0', '1', '2', '3', 'na'] as const;
const rating = (message: string) =>
  z
    .enum(values, message)
    .transform(
      (value): PerspectiveAnswer =>
        value === 'na' ? 'not-applicable' : (Number(value) as PerspectiveAnswer),
    );
const rateForm = z.object({
  me: rating('Choose how often this is true of you, or that it does not apply'),
  us: rating('Choose how often this is true of us, or that it does not apply'),
});
const placeForm = z.object({ place: z.coerce.number().int().min(0).max(100).catch(-1) });
const text = z.string().optional().catch(undefined);
const chosenForm = z.object({ me: text, us: text });
type Chosen = Readonly<z.output<typeof chosenForm>>;

const formValue = (given: PerspectiveAnswer) => (given === 'not-applicable' ? 'na' : String(given));
const chosenIn = (answer: Answer): Chosen => ({ me: formValue(answer.me), us: formValue(answer.us) });

export function hereRoutes(app: Express, site: Site, rooms: Rooms, map: MapPage): void {
  const { deps, content, path, send } = site;
  const { scale } = content;

  const show = async (
    req: Request,
    res: Response,
    { room, person }: Presence,
    refused?: { readonly chosen: Chosen; readonly errors: readonly FieldError[] },
  ) => {
    const { teamThreshold: threshold } = deps.config;
    const statement = statementView(content, room, room.place, threshold);
    const isAsking = !room.closed && statement !== undefined && !statement.spread;
    const letter = isAsking
      ? await rooms.query((live) => live.ratingOf(room.id, room.place, person))
      : undefined;
    const own = letter === undefined ? undefined : answerOf(letter);
    const chosen = refused?.chosen ?? (own ? chosenIn(own) : {});
    const errors = refused?.errors ?? [];
    // Not while somebody is choosing: loading the page again would undo the choice.
    const refreshes = !room.closed && !(isAsking && !own) && !refused;
    const off = isRefreshOff(req);
    const view = {
      layout: liveLayout('In a live room', 'The statement that the room is talking about.', {
        refresh: refreshes && !off,
      }),
      notices: noticesOf(req, room.place, own !== undefined),
      errors,
      name: roomName(room),
      closed: room.closed,
      revision: room.revision,
      events: '/live/events',
      refreshes,
      isRefreshOff: off,
      timer: timerView(room, deps.now()),
      statement,
      isAsking,
      begins: room.statements.length > 0 ? 'first statement' : 'moments of truth',
      own: own && perspectives.map((perspective) => ({ perspective, text: labelOf(own[perspective]) })),
      groups: perspectives.map((perspective) => ({
        name: perspective,
        title: scale.perspectives[perspective].title,
        /** The sentence for me, where it differs from the statement above the form. */
        statement: perspective === 'me' ? (statement?.me ?? '') : '',
        error: errors.find(({ field }) => field === perspective)?.text,
        options: values.map((value, i) => ({
          value,
          label: scale.ratings[i] ?? scale.notApplicable,
          checked: chosen[perspective] === value,
        })),
      })),
      threshold,
    };
    allowConnections(res);
    send(req, res, 'pages/live-here', view, refused ? 422 : 200);
  };

  const labelOf = (given: PerspectiveAnswer) =>
    given === 'not-applicable' ? scale.notApplicable : (scale.ratings[given] ?? '');

  const showOut = (req: Request, res: Response) => {
    const view = {
      layout: liveLayout('You are in no live room', 'How to join a live room.'),
      /** The browser came from joining a room, and its cookie is missing. */
      isRefused: 'joined' in req.query,
    };
    send(req, res, 'pages/live-out', view);
  };

  app.get('/live/here', async (req, res) => {
    const presence = await rooms.joined(res);
    if (!presence) return showOut(req, res);
    if (!presence.room.closed && cycleNow(presence.room)) return map.show(req, res, presence);
    await show(req, res, presence);
  });

  app.get('/live/rate', leadTo(path('/live/here')));
  app.post('/live/rate', form, async (req, res) => {
    const presence = await rooms.joined(res);
    if (!presence) return seeOther(res, path('/live/here'));
    const { room, person } = presence;
    const { place } = placeForm.parse(req.body);
    const off = isRefreshOff(req) ? '&refresh=off' : '';
    const late = `/live/here?late${off}`;
    if (place !== room.place) return seeOther(res, path(late));
    const parsed = rateForm.safeParse(req.body);
    if (!parsed.success) {
      const refused = { chosen: chosenForm.parse(req.body), errors: fieldErrors(parsed.error) };
      return show(req, res, presence, refused);
    }
    const isTaken = await rooms.query((live) => live.rate(room.id, place, person, letterOf(parsed.data)));
    seeOther(res, path(isTaken ? `/live/here?rated=${place}${off}` : late));
  });
}

function noticesOf({ query }: Request, place: number, hasRated: boolean): string[] {
  if ('late' in query && !hasRated)
    return ['The room has moved on, so that rating did not count. This is where it is now.'];
  // The room went on to a statement while the moment was being written.
  if ('added' in query) return ['Your moment is in the cycle.'];
  return query.rated === String(place) && hasRated ? ['Your ratings are in.'] : [];
}

/** /live/events: the events of a room for its open pages. Each says how far the room is; none says what anybody rated. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { NotFound, Problem } from '../../http/errors.ts';
import { openEventStream } from '../../http/event-stream.ts';
import type { Site } from '../../site.ts';
import { type Rooms, roomKey } from '../rooms.ts';
import { type Audience, LiveHub } from './hub.ts';
import { Places, retryAfter } from './places.ts';

const keyQuery = z.object({ key: roomKey });

export function eventRoutes(app: Express, { deps }: Site, rooms: Rooms): void {
  const { meter, storage } = deps;
  const hub = new LiveHub(
    (room) => rooms.query((live) => live.progress(room)),
    (listener) => storage?.live.subscribe(listener),
  );

  const places = new Places();

  /** @throws NotFound for a visitor who has no key and has joined no room */
  const audienceOf = async (req: Request, res: Response): Promise<[room: string, audience: Audience]> => {
    const { key } = keyQuery.parse(req.query);
    if (req.query.key === undefined) {
      const presence = await rooms.joined(res);
      if (presence) return [presence.room.id, 'participant'];
    }
    for (const link of ['facilitator', 'screen'] as const) {
      const room = await rooms.find(link, key);
      if (room) return [room.id, link];
    }
    throw new NotFound();
  };

  app.get('/live/events', async (req, res) => {
    places.take(req, res);
    const [room, audience] = await audienceOf(req, res);
    if (!hub.hasRoomFor(room)) {
      res.set('Retry-After', String(retryAfter));
      throw new Problem(503, 'Too many pages are connected just now.');
    }
    openEventStream(res, (stream) => {
      meter?.stream(1);
      const leave = hub.add(room, audience, stream);
      return () => {
        meter?.stream(-1);
        leave();
      };
    });
  });
}

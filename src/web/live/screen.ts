/** /live/screen: the presentation view for a projector, in large type and without controls. */
import type { Express } from 'express';
import { z } from 'zod';
import { codeOf } from '../../codec/database/live-keys.ts';
import { originOnly } from '../http/origin-only.ts';
import { qrCode } from '../render/qr-code.ts';
import type { Site } from '../site.ts';
import { cycleNow, cycleView } from './cycle/cycle-view.ts';
import { allowConnections, isRefreshOff, liveLayout, roomName, spacedCode, timerView } from './live-page.ts';
import { type Rooms, roomKey } from './rooms.ts';
import { statementView } from './statement-view.ts';

const keyQuery = z.object({ key: roomKey });

export function screenRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, content, send, url } = site;

  app.get('/live/screen', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const room = await rooms.open('screen', key);
    const progress = await rooms.query((live) => live.progress(room.id));
    const code = codeOf(key);
    const cycle = cycleNow(room);
    res.set(originOnly);
    allowConnections(res);
    const view = {
      layout: liveLayout('Live room on the screen', 'The presentation view of a live room.', {
        refresh: !isRefreshOff(req) && !room.closed,
      }),
      name: roomName(room),
      closed: room.closed,
      revision: room.revision,
      events: `/live/events?key=${key}`,
      joined: progress?.joined ?? 0,
      rated: progress?.rated ?? 0,
      timer: timerView(room, deps.now()),
      statement: statementView(content, room, room.place, deps.config.teamThreshold),
      cycle: cycle && cycleView(cycle),
      gaveDots: progress?.gaveDots ?? 0,
      code: spacedCode(code),
      address: url(req, '/live').replace(/^https?:\/\//, ''),
      qr: qrCode(url(req, `/live?code=${code}`)),
    };
    send(req, res, 'pages/live-screen', view);
  });
}

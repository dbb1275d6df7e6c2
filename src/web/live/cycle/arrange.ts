/** /live/arrange: what the facilitator's buttons do with the moments of truth. */
import type { Express } from 'express';
import { z } from 'zod';
import { type Cycle, inPhase, stepped, withDots, withMark } from '../../../assessment/live/cycle.ts';
import { decodeCycle, decodeDots, encodeCycle } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { form, leadTo } from '../../http/form.ts';
import type { Site } from '../../site.ts';
import { roomAddress } from '../live-page.ts';
import { type Rooms, roomKey } from '../rooms.ts';

const text = z.string().catch('');
const arrangeForm = z.object({
  key: roomKey,
  moment: text,
  action: z.enum(['up', 'down', 'mark', 'unmark', 'dots', 'collect', 'count']).optional().catch(undefined),
});
type Arrange = Readonly<z.output<typeof arrangeForm>>;

/**
 * Counts the dots and erases who gave which. Returns false when too few people have given theirs and nothing was changed.
 * @param tooFew what becomes of the cycle then; undefined when it stays as it is
 */
function countDots(
  rooms: Rooms,
  id: string,
  threshold: number,
  tooFew: (cycle: Cycle) => Cycle | undefined,
): Promise<boolean> {
  return rooms.query((live) =>
    live.countDots(id, (stored, chosen) => {
      const cycle = decodeCycle(stored);
      if (cycle?.phase !== 'giving-dots') return undefined;
      const counted = chosen.length < threshold ? tooFew(cycle) : withDots(cycle, chosen.map(decodeDots));
      return counted && encodeCycle(counted);
    }),
  );
}

/** Ends the giving of dots with the room: counts them, or erases them where too few people have given theirs. */
export function endDots(rooms: Rooms, id: string, threshold: number): Promise<boolean> {
  return countDots(rooms, id, threshold, (cycle) => inPhase(cycle, 'adding'));
}

export function arrangeRoutes(app: Express, { deps, path }: Site, rooms: Rooms): void {
  const threshold = deps.config.teamThreshold;

  app.get('/live/arrange', leadTo(path('/live')));
  app.post('/live/arrange', form, async (req, res) => {
    const { key, moment, action } = arrangeForm.parse(req.body);
    const room = await rooms.open('facilitator', key);
    const back = (more: string) => seeOther(res, path(roomAddress(req, key) + more));
    if (action === 'count') {
      const isCounted = await countDots(rooms, room.id, threshold, () => undefined);
      return back(isCounted ? '' : '&fewdots');
    }
    if (action === 'collect')
      // Dots that were given before are erased: after the next "Let each give three dots" everybody starts anew.
      await rooms.query((live) =>
        live.countDots(room.id, (stored) => arranged(stored, (cycle) => inPhase(cycle, 'adding'))),
      );
    else
      await rooms.query((live) =>
        live.changeCycle(
          room.id,
          (stored) => arranged(stored, (cycle) => stepOf(cycle, moment, action)) ?? stored,
        ),
      );
    back(moment ? `#m-${moment}` : '');
  });
}

function arranged(stored: string, change: (cycle: Cycle) => Cycle): string | undefined {
  const cycle = decodeCycle(stored);
  return cycle && encodeCycle(change(cycle));
}

/** The moments stay as they are while people give dots; only the marks change. */
function stepOf(cycle: Cycle, id: string, action: Arrange['action']): Cycle {
  if (action === 'mark' || action === 'unmark') return withMark(cycle, id, action === 'mark');
  if (action === 'dots' && cycle.moments.length > 0) return inPhase(cycle, 'giving-dots');
  if (cycle.phase === 'giving-dots' || (action !== 'up' && action !== 'down')) return cycle;
  return stepped(cycle, id, action);
}

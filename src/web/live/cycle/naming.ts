/** /live/cycle: the facilitator names the customer, and where the cycle begins and ends. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import {
  type Cycle,
  type CycleName,
  cycleNameLimit,
  cycleNames,
  emptyCycle,
} from '../../../assessment/live/cycle.ts';
import { decodeCycle, encodeCycle } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { type FieldError, form, leadTo } from '../../http/form.ts';
import { originOnly } from '../../http/origin-only.ts';
import { oneLine } from '../../http/text-fields.ts';
import type { Site } from '../../site.ts';
import { isRefreshOff, liveLayout, roomAddress } from '../live-page.ts';
import { type Rooms, roomKey } from '../rooms.ts';

const text = z.string().catch('');
const line = text.transform(oneLine);
const nameForm = z.object({ key: roomKey, customer: line, begins: line, ends: line });
type Names = Readonly<Record<CycleName, string>>;

/** Returns the names that are too long, also for the form that opens a room. */
export function nameErrors(names: Names): FieldError[] {
  return cycleNames
    .filter((field) => names[field].length > cycleNameLimit)
    .map((field) => ({ field, text: `Use at most ${cycleNameLimit} characters` }));
}

/** The fields for partials/live-cycle-names. */
export function nameFields(names: Names, errors: readonly FieldError[]) {
  const words = {
    customer: ['The customer', 'One customer with one errand: “a tenant with a leak”'],
    begins: ['It begins with', 'As the customer sees it: “the first call”'],
    ends: ['It ends with', 'Later than for you: “the paid bill”'],
  } as const;
  return cycleNames.map((name) => ({
    name,
    label: words[name][0],
    hint: words[name][1],
    text: names[name],
    limit: cycleNameLimit,
    error: errors.find(({ field }) => field === name)?.text ?? '',
  }));
}

export function namingRoutes(app: Express, { path, send }: Site, rooms: Rooms): void {
  const show = async (
    req: Request,
    res: Response,
    key: string,
    refused?: { readonly names: Names; readonly errors: readonly FieldError[] },
  ) => {
    const room = await rooms.open('facilitator', key);
    const errors = refused?.errors ?? [];
    res.set(originOnly);
    const view = {
      layout: liveLayout('Name the cycle', 'Whose moments of truth the room maps.', { scripts: [] }),
      errors,
      key,
      isRefreshOff: isRefreshOff(req),
      fields: nameFields(refused?.names ?? decodeCycle(room.cycle) ?? emptyCycle, errors),
    };
    send(req, res, 'pages/live-cycle', view, refused ? 422 : 200);
  };

  app.get('/live/cycle', (req, res) => show(req, res, nameForm.parse(req.query).key));
  app.get('/live/cycle/save', leadTo(path('/live')));
  app.post('/live/cycle/save', form, async (req, res) => {
    const { key, ...names } = nameForm.parse(req.body);
    const room = await rooms.open('facilitator', key);
    const missing = names.customer === '' ? [{ field: 'customer', text: 'Write whose cycle it is' }] : [];
    const errors = [...missing, ...nameErrors(names)];
    if (errors.length > 0) return show(req, res, key, { names, errors });
    const named = (cycle: Cycle | undefined) => cycle && encodeCycle({ ...cycle, ...names });
    await rooms.query((live) => live.changeCycle(room.id, (stored) => named(decodeCycle(stored)) ?? stored));
    seeOther(res, path(roomAddress(req, key)));
  });
}

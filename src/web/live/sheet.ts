/** /live/sheet: what the room said and agreed, as a page and as files. For the facilitator, and for participants once it has ended. */
import type { Express, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { questionOf } from '../../assessment/instrument.ts';
import { cycleTitle } from '../../assessment/live/cycle.ts';
import { fromThreshold } from '../../assessment/live/spread.ts';
import { decodeActions, decodeCycle, decodeSpread } from '../../codec/database/live-texts.ts';
import type { LiveSheet } from '../../exports/live/live-sheet.ts';
import type { LiveRoom } from '../../storage/tables/live-rooms.ts';
import { dayIn } from '../../time-zone.ts';
import { sendDownload } from '../http/download.ts';
import { NotFound } from '../http/errors.ts';
import { limitDocuments } from '../http/middleware/rate-limit.ts';
import { originOnly } from '../http/origin-only.ts';
import { paperOf, sendPdf } from '../http/send-pdf.ts';
import { separatorOf } from '../http/separator.ts';
import { dateText, documentDay } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { cycleView, untitled } from './cycle/cycle-view.ts';
import { takeRoutes } from './cycle/take.ts';
import { goneText, liveLayout, roomName } from './live-page.ts';
import { type Rooms, roomKey } from './rooms.ts';
import { statementView } from './statement-view.ts';

const keyQuery = z.object({ key: roomKey });

export function sheetRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, content, send, url } = site;
  const threshold = deps.config.teamThreshold;

  /** Returns the room of the facilitator's key, or of a participant once it has ended. @throws NotFound, UnusableLink */
  const opened = async (req: Request, res: Response): Promise<{ room: LiveRoom; key: string }> => {
    const { key } = keyQuery.parse(req.query);
    res.set(originOnly);
    if (req.query.key !== undefined) return { room: await rooms.open('facilitator', key), key };
    const presence = await rooms.joined(res);
    if (!presence?.room.closed)
      throw new NotFound(
        'Those who were in the room can see its sheet once the room has ended, and until it is gone.',
      );
    return { room: presence.room, key };
  };

  takeRoutes(app, site, opened);

  app.get('/live/sheet', async (req, res) => {
    const { room, key } = await opened(req, res);
    const statements = room.statements.map((_, place) => statementView(content, room, place, threshold));
    const cycle = decodeCycle(room.cycle);
    const all = statements.flatMap((statement) => statement ?? []);
    const view = {
      layout: liveLayout('The sheet of a live room', 'What a live room said and agreed.'),
      name: roomName(room),
      date: dateText(dayOpened(room, deps.config.timeZone)),
      closed: room.closed,
      key,
      /** For the addresses of the files: they need the facilitator's key as well. */
      query: key ? `?key=${key}` : '',
      semicolon: key ? `?key=${key}&separator=semicolon` : '?separator=semicolon',
      talked: all.filter(({ spread, note }) => spread || note),
      cycle: cycle && cycleView(cycle),
      left: all.filter(({ spread, note }) => !spread && !note),
      actions: decodeActions(room.actions),
      gone: goneText(room, deps.config.timeZone),
    };
    send(req, res, 'pages/live-sheet', view);
  });

  const download = (
    ending: string,
    sendFile: (sheet: LiveSheet, name: string, req: Request, res: Response) => Promise<void>,
    ...before: readonly RequestHandler[]
  ) =>
    app.get(`/live/sheet.${ending}`, ...before, async (req, res) => {
      const { room } = await opened(req, res);
      await sendFile(sheetOf(site, room), `service-mirror-live-room.${ending}`, req, res);
    });

  download('csv', async (sheet, name, req, res) => {
    const { liveCsv } = await import('../../exports/live/live-csv.ts');
    const type = 'text/csv; charset=utf-8; header=present';
    sendDownload(res, { name, type, body: liveCsv(sheet, content, separatorOf(req)) });
  });

  download(
    'pdf',
    async (sheet, name, req, res) => {
      const input = {
        ...{ sheet, brand: site.brand.name, paper: paperOf(req), made: deps.now(), threshold },
        questionsAddress: url(req, '/questions'),
      };
      await sendPdf(res, name, (signal) => deps.documents.livePdf(input, signal));
    },
    limitDocuments(),
  );
}

/** The day on which the room was opened. */
function dayOpened({ openedAt }: LiveRoom, timeZone: string): number {
  return dayIn(timeZone, new Date(openedAt * 60_000));
}

function sheetOf({ content, deps }: Site, room: LiveRoom): LiveSheet {
  const cycle = decodeCycle(room.cycle);
  return {
    name: roomName(room),
    date: documentDay(dayOpened(room, deps.config.timeZone), deps.config.timeZone),
    statements: room.statements.flatMap(({ question: id, spread, note }) => {
      const question = questionOf(content.instrument, id);
      const revealed = decodeSpread(spread);
      const shown = revealed && fromThreshold(revealed, deps.config.teamThreshold);
      return question ? [{ question, spread: shown, note }] : [];
    }),
    cycle: cycle && { title: cycleTitle(cycle) || untitled, moments: cycle.moments },
    actions: decodeActions(room.actions),
  };
}

/** /live/new: opens a room, on a team's results or on its own. */
import type { Express, Request, Response } from 'express';
import type { Question } from '../../../assessment/instrument.ts';
import { mostStatements, widestCount, widestOf } from '../../../assessment/live/choice.ts';
import { goneSince, minuteOf } from '../../../assessment/live/lifetime.ts';
import {
  codeHashes,
  codeOf,
  facilitatorKeyOf,
  liveLinkHash,
  liveTicket,
  screenKeyOf,
} from '../../../codec/database/live-keys.ts';
import { encodeCycle } from '../../../codec/database/live-texts.ts';
import { seeOther } from '../../http/finish.ts';
import { batchForm, type FieldError, leadTo } from '../../http/form.ts';
import { originOnly } from '../../http/origin-only.ts';
import { questionLabel } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { TeamReader } from '../../teams/results/team-reader.ts';
import { visitOf } from '../../visitor/visit.ts';
import { nameFields } from '../cycle/naming.ts';
import { liveLayout } from '../live-page.ts';
import type { Rooms } from '../rooms.ts';
import { type OpenEntered, openEntered, openRoomFrom, roomNameLimit, tickPrefix } from './open-form.ts';

const oldForm = 'This page stood open while the site’s secret was changed. Open the room once more';
/** How many keys are tried while another open room has the same code: once in millions of rooms. */
const attempts = 5;

export function openRoutes(app: Express, site: Site, rooms: Rooms): void {
  const { deps, content, path, send, teams } = site;
  const { storage, config } = deps;
  const { instrument } = content;
  if (!storage || !teams) return;
  const reader = new TeamReader(deps, teams, storage);

  /** The widest gaps of the team's results, or else of the visitor's own answers. */
  const widestFor = async (req: Request, res: Response, teamKey: string) => {
    const team = teamKey ? await reader.find(teamKey) : undefined;
    if (team) {
      const gaps = (await reader.look(team)).results?.gaps ?? [];
      return { team, questions: gaps.slice(0, widestCount).map(({ question }) => question) };
    }
    return { team, questions: widestOf(instrument, visitOf(site, req, res).answers) };
  };
  type Widest = Awaited<ReturnType<typeof widestFor>>;

  const show = (
    req: Request,
    res: Response,
    entered: OpenEntered,
    { team, questions }: Widest,
    errors: readonly FieldError[] = [],
  ) => {
    res.set(originOnly);
    const view = {
      layout: liveLayout(
        'Open a live room',
        'Choose what everybody in the room does together: rate statements, or map moments of truth.',
      ),
      errors,
      errorTitle: 'The room is not open yet',
      error: Object.fromEntries(errors.map(({ field, text }) => [field, text])),
      ticket: liveTicket(deps.newKey(), deps.secrets),
      entered,
      nameLimit: roomNameLimit,
      team: team && { key: entered.team, name: team.name },
      widest: questions.map((question) => questionLabel(question, 80)),
      chosen: entered.choice ?? (questions.length > 0 ? 'widest' : 'key'),
      keyCount: instrument.questions.filter(({ key }) => key).length,
      principles: instrument.principles.map(({ id, title, questions: own }) => ({
        id,
        title,
        statements: own.map((question) => ({
          id: question.id,
          name: tickPrefix + question.id,
          text: question.statements.us,
          checked: entered.statements.includes(question.id),
        })),
      })),
      most: mostStatements,
      names: nameFields(entered, errors),
      threshold: config.teamThreshold,
    };
    send(req, res, 'pages/live-new', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/live/open', leadTo(path('/live/new')));
  app.get('/live/new', async (req, res) => {
    const entered = openEntered({ team: req.query.team, purpose: req.query.purpose });
    const widest = await widestFor(req, res, entered.team);
    show(req, res, widest.team ? { ...entered, name: widest.team.name } : entered, widest);
  });

  app.post('/live/open', batchForm, async (req, res) => {
    const entered = openEntered(req.body);
    const widest = await widestFor(req, res, entered.team);
    const { questions, cycle, errors } = openRoomFrom(instrument, entered, widest.questions);
    if (errors.length > 0) return show(req, res, entered, widest, errors);
    const key = await open(entered, questions, cycle ? encodeCycle(cycle) : '');
    if (key === undefined) return show(req, res, entered, widest, [{ field: 'name', text: oldForm }]);
    seeOther(res, path(`/live/room?key=${key}`));
  });

  /** Returns the facilitator's key; the same form sent twice opens one room. Undefined for a ticket of another site. */
  const open = ({ ticket, name }: OpenEntered, questions: readonly Question[], cycle: string) =>
    // One query for all attempts: the error for a code that is taken must not pause the database (DatabasePause).
    rooms.query(async (live) => {
      const now = deps.now();
      const openedAt = minuteOf(now);
      for (let attempt = 0; ; attempt++) {
        const key = facilitatorKeyOf(ticket, attempt, deps.secrets);
        if (key === undefined) return undefined;
        const screen = screenKeyOf(key);
        const [code] = codeHashes(codeOf(screen), deps.secrets);
        const hashes = { facilitator: liveLinkHash(key), screen: liveLinkHash(screen), code };
        const isOpen = async () =>
          (await live.find('facilitator', hashes.facilitator, goneSince(now))) !== undefined;
        if (await isOpen()) return key;
        try {
          const ids = questions.map(({ id }) => id);
          const room = { id: deps.newKey(), name, openedAt, cycle, questions: ids };
          await live.open(room, hashes);
          return key;
        } catch (error) {
          // The same form sent twice at the same time, or the code is another room's.
          if (await isOpen()) return key;
          if (attempt >= attempts) throw error;
        }
      }
    });
}

/** /teams: explains teams, lists those that this browser belongs to, and makes one. */
import type { Express, Request, Response } from 'express';
import type { Membership } from '../../codec/database/membership.ts';
import { type TeamKeys, teamKeys, teamLinkHash, teamTicket } from '../../codec/database/team-keys.ts';
import { StorageAway } from '../../storage/away.ts';
import type { Storage } from '../../storage/storage.ts';
import { type FieldError, fieldErrors, form, leadTo } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { hasMemberships, hasUnreadableMemberships } from '../sync/membership-cookies.ts';
import { visitOf } from '../visitor/visit.ts';
import type { MemberStatus } from './member-status.ts';
import { type TeamEntered, teamEntered, teamForm } from './team-form.ts';
import { teamMadeView } from './team-made-view.ts';
import { anonymityView, teamsView } from './teams-view.ts';

const away =
  'The server’s database does not answer just now, so the team was not made. Try again in a minute.';
const oldForm = 'This page stood open while the site’s secret was changed. Make the team once more.';

export function teamsRoutes(app: Express, site: Site): void {
  const { deps, content, send, url, teams } = site;
  if (!teams) return;
  const { config } = deps;
  const threshold = config.teamThreshold;
  const newTeam = teamForm(threshold, config.teamMembers);

  const statusOf = async (membership: Membership): Promise<MemberStatus> => {
    const isAccepted = teams.accepts(membership);
    try {
      return await teams.query(async (storage) => {
        const team = await storage.teams.byId(membership.team);
        const counts = team && (await countsOf(storage, team.id));
        return { membership, team, counts, away: false, isAccepted };
      });
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      return { membership, team: undefined, counts: undefined, away: true, isAccepted };
    }
  };

  const countsOf = async (storage: Storage, id: string) => {
    const { people, late } = await storage.teams.progress(id);
    return { people, late, recent: await storage.teams.joinedSince(id, deps.today() - 1) };
  };

  const show = async (
    req: Request,
    res: Response,
    entered: TeamEntered,
    errors: readonly FieldError[] = [],
  ) => {
    const { jar } = res.locals;
    if (hasMemberships(jar)) await teams.sendUnsent(jar, { retryClosed: true });
    const statuses = await Promise.all(teams.of(jar).map(statusOf));
    const view = teamsView(content, threshold, visitOf(site, req, res), {
      statuses,
      unreadable: hasUnreadableMemberships(jar),
      notice: req.method === 'GET' ? noticeOf(req) : '',
      ticket: teamTicket(deps.newKey(), deps.secrets),
      entered,
      errors,
    });
    send(req, res, 'pages/teams', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams/new', leadTo(site.path('/teams')));
  app.get('/teams', (req, res) => show(req, res, { name: '', expected: '', groups: '' }));

  /**
   * Responds with the links and not with a redirect to them: only their hashes are stored, so no other page could show them.
   * The same form sent again shows the same team (codec/database/team-keys.ts).
   */
  app.post('/teams/new', form, async (req, res) => {
    const entered = teamEntered(req.body);
    const parsed = newTeam.safeParse(req.body);
    if (!parsed.success) return show(req, res, entered, fieldErrors(parsed.error));
    const { ticket, name, groups, expected } = parsed.data;
    const keys = teamKeys(ticket, name, groups, expected, deps.secrets);
    if (!keys) return show(req, res, entered, [{ field: 'name', text: oldForm }]);
    try {
      await make(keys, { name, groups, expected });
      const isCurrent = async (link: 'join' | 'results') =>
        (await teams.query((storage) => storage.teams.find(link, teamLinkHash(keys[link])))) !== undefined;
      const joins = await isCurrent('join');
      const shows = await isCurrent('results');
      res.set(originOnly);
      const links = {
        join: joins ? url(req, `/teams/join?key=${keys.join}`) : '',
        results: shows ? url(req, `/teams/results?key=${keys.results}`) : '',
      };
      const keyCount = content.instrument.questions.filter(({ key }) => key).length;
      send(req, res, 'pages/team-made', teamMadeView({ name, groups, expected }, links, threshold, keyCount));
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      await show(req, res, entered, [{ field: 'name', text: away }]);
    }
  });

  /** Does nothing when the team exists. @throws StorageAway */
  const make = async (
    { id, join, results }: TeamKeys,
    given: { readonly name: string; readonly groups: readonly string[]; readonly expected: number },
  ) => {
    const isMade = () => teams.query(async (storage) => (await storage.teams.byId(id)) !== undefined);
    if (await isMade()) return;
    const { edition } = content.instrument;
    const team = { id, edition, createdOn: deps.today(), closed: false, ...given };
    await teams.query(async (storage) => {
      const hashes = { join: teamLinkHash(join), results: teamLinkHash(results) };
      try {
        await storage.teams.create(team, hashes);
      } catch (error) {
        // The same form sent twice at the same time: the other request has made the team.
        if (!(await storage.teams.byId(id))) throw error;
      }
    });
  };

  app.get('/teams/anonymity', (req, res) => send(req, res, 'pages/team-anonymity', anonymityView(threshold)));
}

function noticeOf(req: Request): string {
  if (req.query.joined !== undefined) return 'You have joined the team.';
  if (req.query.again !== undefined) return 'You take part in the team’s new round.';
  if (req.query.left !== undefined) return 'You have left the team, and your answers there are erased.';
  return '';
}

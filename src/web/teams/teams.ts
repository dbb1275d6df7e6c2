/** /teams: what a team is, which ones this browser belongs to, and the form to make one. */
import type { Express, Request, Response } from 'express';
import { dayOf } from '../../assessment/visitor.ts';
import type { Membership } from '../../codec/database/membership.ts';
import { type TeamKeys, teamKeys, teamLinkHash, teamTicket } from '../../codec/database/team-keys.ts';
import { StorageAway } from '../../storage/away.ts';
import { type FieldError, fieldErrors, form } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { visitOf } from '../visitor/visit.ts';
import { type TeamEntered, teamEntered, teamForm } from './team-form.ts';
import { anonymityView, type Standing, teamMadeView, teamsView } from './teams-view.ts';

const away =
  'The server’s database does not answer just now, so the team was not made. Try again in a minute.';
const oldForm = 'This page stood open while the site’s secret was changed. Make the team once more.';

export function teamsRoutes(app: Express, site: Site): void {
  const { deps, content, send, url, teams } = site;
  if (!teams) return;
  const { config } = deps;
  const threshold = config.teamThreshold;

  const standingOf = async (membership: Membership): Promise<Standing> => {
    const fits = teams.fits(membership);
    try {
      return await teams.asked(async (storage) => {
        const team = await storage.teams.byId(membership.team);
        const people = team && (await storage.teams.progress(team.id)).people;
        return { membership, team, people, away: false, fits };
      });
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      return { membership, team: undefined, people: undefined, away: true, fits };
    }
  };

  const show = async (
    req: Request,
    res: Response,
    entered: TeamEntered,
    errors: readonly FieldError[] = [],
  ) => {
    if (teams.has(res.locals.jar)) await teams.begin(res.locals.jar, true);
    const standings = await Promise.all(teams.of(res.locals.jar).map(standingOf));
    const view = teamsView(content, threshold, visitOf(site, req, res), {
      standings,
      unreadable: teams.unreadable(res.locals.jar),
      said: req.method === 'GET' ? said(req) : '',
      ticket: teamTicket(deps.newKey(), deps.secrets),
      entered,
      errors,
    });
    send(req, res, 'pages/teams', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams', (req, res) => show(req, res, { name: '', groups: '' }));

  /**
   * Answers with the links themselves and not with a redirect, because there is nowhere to fetch them from: only their
   * hashes are stored. Sent again, the same form shows the same team (codec/team-keys.ts).
   */
  app.post('/teams', form, async (req, res) => {
    const entered = teamEntered(req.body);
    const parsed = teamForm.safeParse(req.body);
    if (!parsed.success) return show(req, res, entered, fieldErrors(parsed.error));
    const { ticket, name, groups } = parsed.data;
    const keys = teamKeys(ticket, name, groups, deps.secrets);
    if (!keys) return show(req, res, entered, [{ field: 'name', text: oldForm }]);
    try {
      await make(keys, name, groups);
      const stillLeads = async (link: 'join' | 'results') =>
        (await teams.asked((storage) => storage.teams.find(link, teamLinkHash(keys[link])))) !== undefined;
      const joins = await stillLeads('join');
      const shows = await stillLeads('results');
      res.set(originOnly);
      const links = {
        join: joins ? url(req, `/teams/join?key=${keys.join}`) : '',
        results: shows ? url(req, `/teams/results?key=${keys.results}`) : '',
      };
      const keyCount = content.instrument.questions.filter(({ key }) => key).length;
      send(req, res, 'pages/team-made', teamMadeView(name, groups, links, threshold, keyCount));
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
      await show(req, res, entered, [{ field: 'name', text: away }]);
    }
  });

  /** Unless it is made already. @throws StorageAway */
  const make = async ({ id, join, results }: TeamKeys, name: string, groups: readonly string[]) => {
    const isMade = () => teams.asked(async (storage) => (await storage.teams.byId(id)) !== undefined);
    if (await isMade()) return;
    const { edition } = content.instrument;
    const team = { id, name, edition, groups, createdOn: dayOf(deps.now()), closed: false };
    await teams.asked(async (storage) => {
      const hashes = { join: teamLinkHash(join), results: teamLinkHash(results) };
      try {
        await storage.teams.create(team, hashes);
      } catch (error) {
        // The same form sent twice at the same moment: the other has made it.
        if (!(await storage.teams.byId(id))) throw error;
      }
    });
  };

  app.get('/teams/anonymity', (req, res) => send(req, res, 'pages/team-anonymity', anonymityView(threshold)));
}

function said(req: Request): string {
  if (req.query.joined !== undefined) return 'You have joined the team.';
  if (req.query.left !== undefined) return 'You have left the team, and your answers there are erased.';
  return '';
}

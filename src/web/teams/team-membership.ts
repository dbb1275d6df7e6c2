/** /teams/again and /teams/leave: a member answers in the team's new round, or leaves the team. */
import type { Express } from 'express';
import { z } from 'zod';
import { seeOther } from '../http/finish.ts';
import { form, leadTo } from '../http/form.ts';
import type { Site } from '../site.ts';
import { saveMemberships } from '../sync/membership-cookies.ts';
import { visitOf } from '../visitor/visit.ts';
import { notMember } from './not-member.ts';
import { leaveView } from './team-join-view.ts';

const memberForm = z.object({ team: z.string().catch('') });

export function teamMembershipRoutes(app: Express, site: Site): void {
  const { send, path, teams } = site;
  if (!teams) return;

  app.get('/teams/again', leadTo(path('/teams')));

  /** Gives the answers of the same assessment to the team's new round. */
  app.post('/teams/again', form, async (req, res) => {
    const { team: id } = memberForm.parse(req.body);
    const { jar } = res.locals;
    const team = await teams.query((storage) => storage.teams.byId(id));
    const memberships = teams.of(jar);
    if (!team || !memberships.some((one) => one.team === id)) throw notMember();
    const again = { edition: team.edition, round: team.round, last: '', outcome: 'none' as const };
    saveMemberships(
      jar,
      memberships.map((one) => (one.team === id && one.round < team.round ? { ...one, ...again } : one)),
    );
    await teams.sendChanges(jar);
    seeOther(res, path('/teams?again'));
  });

  app.get('/teams/leave', (req, res) => {
    const { team } = memberForm.parse(req.query);
    const membership = teams.of(res.locals.jar).find((one) => one.team === team);
    if (!membership) throw notMember();
    send(req, res, 'pages/team-leave', leaveView(membership, visitOf(site, req, res).notices));
  });

  app.post('/teams/leave', form, async (req, res) => {
    const { team } = memberForm.parse(req.body);
    // Throws StorageAway when the database is away: the visitor must not be told that answers are erased when they are not.
    await teams.leave(res.locals.jar, (membership) => membership.team === team);
    seeOther(res, path('/teams?left'));
  });
}

/** /teams/join and /teams/leave: joins a team by its join link, and leaves it. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { dayOf, newAssessment, type Visitor, withAssessment } from '../../assessment/visitor.ts';
import { teamsKept } from '../../codec/database/membership.ts';
import { teamKeyShape, teamLinkHash } from '../../codec/database/team-keys.ts';
import type { Team } from '../../storage/tables/teams.ts';
import { NotFound, StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form } from '../http/form.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { saveMemberships } from '../sync/membership-cookies.ts';
import { allFit } from '../visitor/cookie-room.ts';
import { stateCookie, teamsCookie } from '../visitor/cookies.ts';
import { visitOf } from '../visitor/visit.ts';
import {
  anotherAssessment,
  type JoinPage,
  joinFaultView,
  joinRefusal,
  joinView,
  leaveView,
} from './team-join-view.ts';

const text = z.string().catch('');
const joinQuery = z.object({ key: text });
const joinForm = z.object({ key: text, group: text, assessment: text });
const leaveForm = z.object({ team: text });

const unknownKey =
  'It was replaced by a new one, or the team has been deleted, or a part of the link is missing. Ask whoever sent it for the link as it is now, and copy all of it.';
const noRoom =
  'There is no room left in the browser’s cookies for one more team, so you have not joined. Leave a team, shorten your contract, or delete an assessment or a snapshot';
const cutShort = 'A part of it is missing. Copy the whole link, to its last letter.';

export function teamMembershipRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path, teams } = site;
  if (!teams) return;
  const { config } = deps;

  /** Returns the team of a join link; sends a page with the reason and returns undefined when there is none. @throws StorageAway */
  const openLink = async (req: Request, res: Response, key: string): Promise<Team | undefined> => {
    res.set(originOnly);
    const team = teamKeyShape.test(key)
      ? await teams.query((storage) => storage.teams.find('join', teamLinkHash(key)))
      : undefined;
    if (team) return team;
    const { notices } = visitOf(site, req, res);
    const reason = teamKeyShape.test(key) ? unknownKey : cutShort;
    send(req, res, 'pages/team-link-fault', joinFaultView(reason, notices), 422);
    return undefined;
  };

  const joinState = (res: Response, team: Team) => {
    const memberships = teams.of(res.locals.jar);
    return {
      team,
      isAccepted: teams.accepts(team),
      isMember: memberships.some((membership) => membership.team === team.id),
      isFull: memberships.length >= teamsKept,
    };
  };

  const show = (
    req: Request,
    res: Response,
    page: Pick<JoinPage, 'key' | 'team' | 'chosen'>,
    errors: readonly FieldError[] = [],
  ) => {
    const visit = visitOf(site, req, res);
    const view = joinView(content, config.teamThreshold, visit, {
      ...page,
      ...joinState(res, page.team),
      errors,
    });
    send(req, res, 'pages/team-join', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams/join', async (req, res) => {
    const { key } = joinQuery.parse(req.query);
    const team = await openLink(req, res, key);
    if (!team) return;
    const { visitor } = store.read(res.locals.jar);
    show(req, res, { key, team, chosen: { group: '', assessment: visitor.current || anotherAssessment } });
  });

  app.post('/teams/join', form, async (req, res) => {
    const { key, group, assessment } = joinForm.parse(req.body);
    const team = await openLink(req, res, key);
    if (!team) return;
    const state = joinState(res, team);
    if (state.isMember) return seeOther(res, path('/teams'));
    const { visitor } = store.read(res.locals.jar);
    const again = (errors: readonly FieldError[]) =>
      show(req, res, { key, team, chosen: { group, assessment } }, errors);
    const refusal = joinRefusal(state);
    if (refusal) return again([{ field: 'join', text: refusal }]);

    const errors: FieldError[] = [];
    const groupNo = team.groups.findIndex((_name, i) => group === String(i));
    if (team.groups.length > 0 && groupNo < 0) errors.push({ field: 'group', text: 'Choose your group' });
    const given = withAssessmentFor(visitor, assessment, team);
    if (!given) errors.push({ field: 'assessment', text: 'Choose which answers the team gets' });
    if (!given || errors.length > 0) return again(errors);

    if (given.visitor !== visitor)
      try {
        store.save(res.locals.jar, given.visitor);
      } catch (error) {
        if (!(error instanceof StateTooLarge)) throw error;
        return again([{ field: 'assessment', text: error.message }]);
      }
    const membership = {
      team: team.id,
      name: team.name,
      edition: team.edition,
      key: deps.newKey(),
      group: groupNo,
      assessment: given.assessment,
      last: '',
      outcome: 'none' as const,
    };
    saveMemberships(res.locals.jar, [...teams.of(res.locals.jar), membership]);
    if (!allFit(res.locals.jar)) {
      res.locals.jar.undo(teamsCookie);
      res.locals.jar.undo(stateCookie);
      return again([{ field: 'join', text: noRoom }]);
    }
    await teams.sendChanges(res.locals.jar);
    seeOther(res, path('/teams?joined'));
  });

  /** Returns the chosen assessment's id and the visitor with it, made if it is new; undefined when it does not exist. */
  const withAssessmentFor = (visitor: Visitor, wanted: string, { name }: Team) => {
    if (visitor.assessments.some(({ id }) => id === wanted)) return { visitor, assessment: wanted };
    const isFirst = visitor.assessments.length === 0;
    if (!isFirst && wanted !== anotherAssessment) return undefined;
    const id = deps.newId();
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const made = { ...newAssessment(id, level, dayOf(deps.now())), name };
    return { visitor: withAssessment(visitor, made), assessment: id };
  };

  app.get('/teams/leave', (req, res) => {
    const { team } = leaveForm.parse(req.query);
    const membership = teams.of(res.locals.jar).find((one) => one.team === team);
    if (!membership)
      throw new NotFound('This browser does not belong to that team; it may have left it already.');
    send(req, res, 'pages/team-leave', leaveView(membership, visitOf(site, req, res).notices));
  });

  app.post('/teams/leave', form, async (req, res) => {
    const { team } = leaveForm.parse(req.body);
    // Throws StorageAway when the database is away: the visitor must not be told that answers are erased when they are not.
    await teams.leave(res.locals.jar, (membership) => membership.team === team);
    seeOther(res, path('/teams?left'));
  });
}

/** /teams/join: joins a team by its join link. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { newAssessment, type Visitor, withAssessment } from '../../assessment/visitor.ts';
import { type Membership, teamsKept } from '../../codec/database/membership.ts';
import { keyIn, memberKey, teamLinkHash } from '../../codec/database/team-keys.ts';
import type { Team } from '../../storage/tables/teams.ts';
import { StateTooLarge } from '../http/errors.ts';
import { seeOther } from '../http/finish.ts';
import { type FieldError, form } from '../http/form.ts';
import { limitJoins } from '../http/middleware/rate-limit.ts';
import { originOnly } from '../http/origin-only.ts';
import type { Site } from '../site.ts';
import { saveMemberships } from '../sync/membership-cookies.ts';
import { allFit } from '../visitor/cookie-room.ts';
import { stateCookie, teamsCookie } from '../visitor/cookies.ts';
import { visitOf } from '../visitor/visit.ts';
import { anotherAssessment, type JoinPage, joinFaultView, joinRefusal, joinView } from './team-join-view.ts';

const text = z.string().catch('');
/** Without what mail clients add. */
const key = text.transform(keyIn);
const joinQuery = z.object({ key });
const joinForm = z.object({ key, group: text, assessment: text, once: text });

const noRoom =
  'There is no room left in the browser’s cookies for one more team, so you have not joined. Leave a team, shorten your contract, or delete an assessment or a snapshot';

export function teamJoinRoutes(app: Express, site: Site): void {
  const { deps, content, store, send, path, teams } = site;
  if (!teams) return;
  const { config } = deps;

  /** Returns the team of a join link; sends a page with the reason and returns undefined when there is none. @throws StorageAway */
  const openLink = async (req: Request, res: Response, key: string): Promise<Team | undefined> => {
    res.set(originOnly);
    const hash = teamLinkHash(key);
    const team = key ? await teams.query((storage) => storage.teams.find('join', hash)) : undefined;
    if (team) return team;
    const { notices } = visitOf(site, req, res);
    const isReplaced = await teams.query((storage) => storage.teams.wasReplaced(hash));
    const fault = key === '' ? 'cut-short' : isReplaced ? 'replaced' : 'unknown';
    send(req, res, 'pages/team-link-fault', joinFaultView(fault, notices), 422);
    return undefined;
  };

  const joinState = async (res: Response, team: Team) => {
    const memberships = teams.of(res.locals.jar);
    const membership = memberships.find((one) => one.team === team.id);
    const people = await teams.query((storage) => storage.teams.members(team.id));
    return {
      team,
      isAccepted: teams.accepts(team),
      isMember: membership !== undefined,
      isAskedAgain: membership !== undefined && membership.round < team.round,
      isFull: memberships.length >= teamsKept,
      most: people >= config.teamMembers ? config.teamMembers : undefined,
    };
  };

  const show = async (
    req: Request,
    res: Response,
    page: Pick<JoinPage, 'key' | 'team' | 'chosen'>,
    errors: readonly FieldError[] = [],
  ) => {
    const visit = visitOf(site, req, res);
    const view = joinView(content, config.teamThreshold, visit, {
      ...page,
      ...(await joinState(res, page.team)),
      once: deps.newKey(),
      errors,
    });
    send(req, res, 'pages/team-join', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams/join', async (req, res) => {
    const { key } = joinQuery.parse(req.query);
    const team = await openLink(req, res, key);
    if (!team) return;
    const { visitor } = store.read(res.locals.jar);
    const own = teams.of(res.locals.jar).find((one) => one.team === team.id);
    // No answers are preselected for a team that never had them: the link may come from anybody.
    const assessment = visitor.assessments.length === 0 ? anotherAssessment : (own?.assessment ?? '');
    await show(req, res, { key, team, chosen: { group: '', assessment } });
  });

  app.post('/teams/join', limitJoins(), form, async (req, res) => {
    const { key, group, assessment, once } = joinForm.parse(req.body);
    const team = await openLink(req, res, key);
    if (!team) return;
    const state = await joinState(res, team);
    if (state.isMember && !state.isAskedAgain) return seeOther(res, path('/teams'));
    const { visitor, id } = store.read(res.locals.jar);
    const again = (errors: readonly FieldError[]) =>
      show(req, res, { key, team, chosen: { group, assessment } }, errors);
    const refusal = joinRefusal(state);
    if (refusal) return again([{ field: 'join', text: refusal }]);

    const errors: FieldError[] = [];
    const groupNo = team.groups.findIndex((_name, i) => group === String(i));
    if (team.groups.length > 0 && groupNo < 0 && !state.isMember)
      errors.push({ field: 'group', text: 'Choose your group' });
    const given = withAssessmentFor(visitor, assessment, team);
    if (!given) errors.push({ field: 'assessment', text: 'Choose which answers the team gets' });
    if (!given || errors.length > 0) return again(errors);

    if (given.visitor !== visitor)
      try {
        store.save(res.locals.jar, given.visitor);
      } catch (error) {
        if (!(error instanceof StateTooLarge)) throw error;
        return again([{ field: 'join', text: error.message }]);
      }
    const others = teams.of(res.locals.jar).filter((one) => one.team !== team.id);
    const own = teams.of(res.locals.jar).find((one) => one.team === team.id);
    const membership: Membership = {
      team: team.id,
      name: team.name,
      edition: team.edition,
      // A member who is asked again stays the same member, in the same group.
      key: own?.key ?? memberKey(once, id, team.id, deps.secrets) ?? deps.newKey(),
      group: own?.group ?? groupNo,
      assessment: given.assessment,
      last: '',
      outcome: 'none',
      round: team.round,
    };
    saveMemberships(res.locals.jar, [...others, membership]);
    if (!allFit(res.locals.jar)) {
      res.locals.jar.undo(teamsCookie);
      res.locals.jar.undo(stateCookie);
      return again([{ field: 'join', text: noRoom }]);
    }
    await teams.sendChanges(res.locals.jar);
    if (!teams.of(res.locals.jar).some((one) => one.team === team.id)) {
      // The form is from before this person left the team. To join again is to be a new member.
      saveMemberships(res.locals.jar, [...teams.of(res.locals.jar), { ...membership, key: deps.newKey() }]);
      await teams.sendChanges(res.locals.jar);
    }
    seeOther(res, path('/teams?joined'));
  });

  /** Returns the chosen assessment's id and the visitor with it, made if it is new; undefined when it does not exist. */
  const withAssessmentFor = (visitor: Visitor, wanted: string, { name }: Team) => {
    if (visitor.assessments.some(({ id }) => id === wanted)) return { visitor, assessment: wanted };
    const isFirst = visitor.assessments.length === 0;
    if (!isFirst && wanted !== anotherAssessment) return undefined;
    const id = deps.newId();
    const level = content.levelsOfBusiness[0]?.id ?? '';
    const made = { ...newAssessment(id, level, deps.today()), name };
    return { visitor: withAssessment(visitor, made), assessment: id };
  };
}

/** The facilitator's actions: closes a team, reopens it, begins the next round, replaces its links, deletes it. */
import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { teamLinkHash } from '../../../codec/database/team-keys.ts';
import { replacementOf } from '../../../codec/database/team-tickets.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import { NotFound } from '../../http/errors.ts';
import { seeOther } from '../../http/finish.ts';
import { form } from '../../http/form.ts';
import { qrCode } from '../../render/qr-code.ts';
import { counted } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { answeredText } from '../member-status.ts';
import { expectedField } from '../team-form.ts';
import { keyQuery, resultsPath, sentKey } from './results-link.ts';
import type { TeamReader } from './team-reader.ts';

const actions = ['show', 'expect', 'round', 'close', 'reopen', 'replace-join', 'replace-results'] as const;
const actionForm = z.object({
  key: sentKey,
  action: z.enum(actions),
  ticket: z.string().max(500).catch(''),
  expected: z.string().max(20).catch(''),
  round: z.coerce.number().int().catch(0),
});

const oldTicket = 'This button is from an older page of this team. Open its results link and press it there.';

/** Shows the results page again with what was entered for the expected size. */
type ShowPage = (req: Request, res: Response, team: Team, key: string, again: ExpectedAgain) => Promise<void>;

export interface ExpectedAgain {
  readonly expected: string;
  readonly error: string;
}

export function teamActions(app: Express, site: Site, reader: TeamReader, showPage: ShowPage): void {
  const { deps, send, path, url } = site;
  const { teams } = deps.storage ?? {};
  if (!teams) return;
  const expectedSize = expectedField(deps.config.teamThreshold, deps.config.teamMembers);
  const layout = (title: string) => ({
    title,
    description: title,
    section: 'teams' as const,
    styles: ['link', 'results'],
    personal: true,
    indexed: false,
  });

  app.post('/teams/results', form, async (req, res) => {
    const sent = actionForm.safeParse(req.body);
    if (!sent.success) throw new NotFound('There is no such action for a team.');
    const { key, action, ticket, expected, round } = sent.data;
    if (action === 'replace-results') return replaceResults(res, key, ticket);
    const team = await reader.open(key);
    if (action === 'show') {
      await reader.publish(team, true);
      return seeOther(res, path(resultsPath(key)));
    }
    if (action === 'expect') {
      const size = expectedSize.safeParse(expected);
      if (!size.success)
        return showPage(req, res, team, key, { expected, error: size.error.issues[0]?.message ?? '' });
      await reader.publish(team, false, size.data);
      return seeOther(res, path(resultsPath(key, '&expected')));
    }
    if (action === 'round') {
      await reader.endRound(team, round);
      return seeOther(res, path(resultsPath(key, '&begun')));
    }
    if (action === 'replace-join') return replaceJoin(req, res, team, key, ticket);
    await teams.close(team.id, action === 'close');
    seeOther(res, path(resultsPath(key, action === 'close' ? '&closed' : '&reopened')));
  });

  const replaceJoin = async (req: Request, res: Response, team: Team, key: string, ticket: string) => {
    const next = replacementOf(ticket, 'join', deps.secrets);
    if (next?.team !== team.id) throw new NotFound(oldTicket);
    if (!(await teams.replaceLink(team.id, 'join', next.replaces, teamLinkHash(next.key))))
      throw new NotFound(oldTicket);
    const link = url(req, `/teams/join?key=${next.key}`);
    send(req, res, 'pages/team-results-join', {
      layout: layout('New join link'),
      key,
      name: team.name,
      link,
      code: qrCode(link),
    });
  };

  const replaceResults = async (res: Response, key: string, ticket: string) => {
    const next = replacementOf(ticket, 'results', deps.secrets);
    // A form sent twice: the second request finds the team by its new link.
    const team = (await reader.find(key)) ?? (next && (await reader.find(next.key)));
    if (!next || next.team !== team?.id) throw new NotFound(oldTicket);
    if (!(await teams.replaceLink(team.id, 'results', next.replaces, teamLinkHash(next.key))))
      throw new NotFound(oldTicket);
    seeOther(res, path(resultsPath(next.key, '&replaced')));
  };

  // A round that ends erases its ratings, so what becomes of them is said on a page of its own first.
  app.get('/teams/results/next-round', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    const { people } = await reader.progress(team);
    const { results, isPast } = await reader.read(team);
    send(req, res, 'pages/team-next-round', {
      layout: layout(`End round ${team.round}?`),
      key,
      name: team.name,
      round: { ends: team.round, begins: team.round + 1 },
      answered: answeredText(people, team.expected),
      hasFigures: results !== undefined && !isPast,
    });
  });

  app.get('/teams/results/delete', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    const { people } = await reader.progress(team);
    const answers = counted(people, 'person', 'people');
    send(req, res, 'pages/team-results-delete', {
      layout: layout('Delete this team?'),
      key,
      name: team.name,
      answers,
    });
  });

  app.post('/teams/results/delete', form, async (req, res) => {
    const team = await reader.open(keyQuery.catch({ key: '' }).parse(req.body).key);
    await teams.remove(team.id);
    seeOther(res, path('/teams/results/deleted'));
  });

  app.get('/teams/results/deleted', (req, res) =>
    send(req, res, 'pages/team-results-deleted', { layout: layout('The team is deleted') }),
  );
}

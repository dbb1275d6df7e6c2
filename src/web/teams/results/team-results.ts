/** /teams/results: a team's figures as a page and as files, for everyone who has its results link. */
import type { Express, Request, RequestHandler, Response } from 'express';
import type { TeamAction } from '../../../assessment/team/actions.ts';
import { decodeActions } from '../../../codec/database/actions.ts';
import { replacementTicket } from '../../../codec/database/team-tickets.ts';
import type { TeamFile } from '../../../exports/team/rounded.ts';
import { teamJson } from '../../../exports/team/team-json.ts';
import type { Team, TeamLink } from '../../../storage/tables/teams.ts';
import { sendDownload } from '../../http/download.ts';
import { seeOther } from '../../http/finish.ts';
import { limitDocuments } from '../../http/middleware/rate-limit.ts';
import { originOnly } from '../../http/origin-only.ts';
import { paperOf, sendPdf } from '../../http/send-pdf.ts';
import { separatorOf } from '../../http/separator.ts';
import { documentDay } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { keyQuery, resultsPath } from './results-link.ts';
import { type RoundReading, readRound } from './round-reading.ts';
import { type ExpectedAgain, teamActions } from './team-actions.ts';
import { agreedView, teamAgreedRoutes } from './team-agreed.ts';
import { besideView, fieldsBeside, linksBeside, mostBeside, sidesOf } from './team-beside.ts';
import { teamPresentRoutes } from './team-present.ts';
import { progressView } from './team-progress-view.ts';
import { TeamReader } from './team-reader.ts';
import { teamView } from './team-results-view.ts';
import { roundsView } from './team-rounds.ts';

/** What a file is made of. */
interface Opened {
  readonly team: Team;
  readonly shown: RoundReading;
  readonly actions: readonly TeamAction[];
}

export function teamResultsRoutes(app: Express, site: Site): void {
  const { deps, send, path, url } = site;
  const { content, config, secrets, storage } = deps;
  const sync = site.teams;
  if (!storage || !sync) return;
  const { teams } = storage;
  const reader = new TeamReader(deps, sync, storage);

  app.use('/teams/results', (_req, res, next) => {
    res.set(originOnly);
    next();
  });

  const ticket = async ({ id: team }: Team, link: TeamLink) => {
    const replaces = (await teams.linkHash(team, link)) ?? '';
    return replacementTicket({ team, replaces, key: deps.newKey() }, link, secrets);
  };

  const show = async (req: Request, res: Response, team: Team, key: string, again?: ExpectedAgain) => {
    const reading = await reader.look(team);
    const { results } = reading;
    const asked = reader.contentOf(team) ?? content;
    const links = linksBeside.parse(req.query);
    const beside = results
      ? await sidesOf(reader, team, links.slice(0, mostBeside))
      : { sides: [], errors: [] };
    const errors = again ? [{ field: 'expected', text: again.error }] : beside.errors;
    const view = {
      layout: {
        title: 'Team results',
        description: 'What a team’s answers say together, and how to talk about them.',
        section: 'teams' as const,
        styles: ['charts', 'tables', 'compare', 'results', 'heat', 'rounds'],
        personal: true,
        indexed: false,
      },
      notices: noticesOf(req),
      errors,
      errorTitle: again ? 'Nothing was changed' : 'Not every link could be opened',
      key,
      name: team.name,
      closed: team.closed,
      isAnswerable: sync.accepts(team),
      edition: { team: team.edition, site: content.instrument.edition },
      progress: progressView(team, await reader.progress(team), config.teamThreshold, reading),
      expected: again ?? { expected: team.expected > 0 ? String(team.expected) : '', error: '' },
      results: results && teamView(asked, team, results),
      rounds: roundsView(asked, await reader.columns(team, reading), team.round, results !== undefined),
      round: team.round,
      agreed: agreedView(decodeActions(await teams.actions(team.id)), team.round),
      beside: results && beside.sides.length > 0 && besideView(asked, [{ team, results }, ...beside.sides]),
      fields: fieldsBeside(links, beside.errors),
      link: url(req, resultsPath(key)),
      tickets: {
        join: await ticket(team, 'join'),
        results: await ticket(team, 'results'),
      },
    };
    send(req, res, 'pages/team-results', view, errors.length > 0 ? 422 : 200);
  };

  app.get('/teams/results', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    await show(req, res, await reader.open(key), key);
  });

  /** Adds a route that sends the results as a file, and redirects to the page while there is none. */
  const download = (
    ending: string,
    sendFile: (opened: Opened, name: string, req: Request, res: Response) => void | Promise<void>,
    ...before: readonly RequestHandler[]
  ) =>
    app.get(`/teams/results.${ending}`, ...before, async (req, res) => {
      res.set(originOnly);
      const { key } = keyQuery.parse(req.query);
      const team = await reader.open(key);
      const shown = await readRound(reader, team);
      if (!shown) return seeOther(res, path(resultsPath(key)));
      const actions = decodeActions(await teams.actions(team.id));
      await sendFile({ team, shown, actions }, `service-mirror-team.${ending}`, req, res);
    });

  const fileOf = ({ team, shown, actions }: Opened): TeamFile => ({
    team: { ...team, round: shown.number },
    results: shown.results,
    actions,
    past: shown.before,
    instrument: content.instrument,
  });

  download('csv', async (opened, name, req, res) => {
    const { teamCsv } = await import('../../../exports/team/team-csv.ts');
    const type = 'text/csv; charset=utf-8; header=present';
    sendDownload(res, { name, type, body: teamCsv(fileOf(opened), separatorOf(req)) });
  });
  download('json', async (opened, name, _req, res) => {
    const body = teamJson(fileOf(opened), config.teamThreshold);
    sendDownload(res, { name, type: 'application/json; charset=utf-8', body });
  });

  download(
    'pdf',
    async ({ team, shown, actions }, name, req, res) => {
      const input = {
        brand: site.brand.name,
        name: team.name,
        groups: team.groups,
        results: shown.results,
        actions,
        rounds: shown.columns,
        count: `${shown.count}.`,
        date: documentDay(deps.today(), config.timeZone),
        paper: paperOf(req),
        made: deps.now(),
        questionsAddress: url(req, '/questions'),
        former: sync.accepts(team) ? undefined : team.edition,
      };
      await sendPdf(res, name, (signal) => deps.documents.teamPdf(input, signal));
    },
    limitDocuments(),
  );

  teamPresentRoutes(app, site, reader);
  teamAgreedRoutes(app, site, reader);
  teamActions(app, site, reader, show);
}

function noticesOf({ query }: Request): string[] {
  return [
    ...('closed' in query ? ['The team is closed. It takes no more answers.'] : []),
    ...('reopened' in query ? ['The team is open again.'] : []),
    ...('expected' in query ? ['The number of people you ask is saved.'] : []),
    ...('agreed' in query ? ['The actions are saved.'] : []),
    ...('begun' in query
      ? [
          'A new round has begun, with the same link to join. Tell the team: each of them is asked under Teams, or by the link.',
        ]
      : []),
    ...('replaced' in query
      ? [
          'This page has a new link, and the old one leads nowhere from now on. Keep the new one: it is shown below.',
        ]
      : []),
  ];
}

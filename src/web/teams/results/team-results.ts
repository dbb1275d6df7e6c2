/** /teams/results: a team's figures as a page and as files, for everyone who has its results link. */
import type { Express, Request, RequestHandler, Response } from 'express';
import { replacementTicket } from '../../../codec/database/team-tickets.ts';
import { teamJson } from '../../../exports/team/team-json.ts';
import type { Team, TeamLink } from '../../../storage/tables/teams.ts';
import { sendDownload } from '../../http/download.ts';
import { seeOther } from '../../http/finish.ts';
import { limitDocuments } from '../../http/middleware/rate-limit.ts';
import { originOnly } from '../../http/origin-only.ts';
import { paperOf, sendPdf } from '../../http/send-pdf.ts';
import { separatorOf } from '../../http/separator.ts';
import { counted, dateText } from '../../render/wording.ts';
import type { Site } from '../../site.ts';
import { keyQuery, resultsPath } from './results-link.ts';
import { teamActions } from './team-actions.ts';
import { besideView, fieldsBeside, linksBeside, mostBeside, type Side, sidesOf } from './team-beside.ts';
import { progressView } from './team-progress-view.ts';
import { TeamReader } from './team-reader.ts';
import { teamView } from './team-results-view.ts';

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

  app.get('/teams/results', async (req, res) => {
    const { key } = keyQuery.parse(req.query);
    const team = await reader.open(key);
    const results = await reader.results(team);
    const asked = reader.contentOf(team) ?? content;
    const links = linksBeside.parse(req.query);
    const { sides, errors } = results
      ? await sidesOf(reader, team, links.slice(0, mostBeside))
      : { sides: [], errors: [] };
    const view = {
      layout: {
        title: 'Team results',
        description: 'What a team’s answers say together, and how to talk about them.',
        section: 'teams' as const,
        styles: ['charts', 'tables', 'compare', 'results'],
        personal: true,
        indexed: false,
      },
      notices: noticesOf(req),
      errors,
      errorTitle: 'Not every link could be opened',
      key,
      name: team.name,
      closed: team.closed,
      isAnswerable: sync.accepts(team),
      edition: { team: team.edition, site: content.instrument.edition },
      progress: progressView(await reader.progress(team), config.teamThreshold, results),
      results: results && teamView(asked, team, results),
      beside: results && sides.length > 0 && besideView(asked, [{ team, results }, ...sides]),
      fields: fieldsBeside(links, errors),
      link: url(req, resultsPath(key)),
      tickets: {
        join: await ticket(team, 'join'),
        results: await ticket(team, 'results'),
      },
    };
    send(req, res, 'pages/team-results', view, errors.length > 0 ? 422 : 200);
  });

  /** Adds a route that sends the results as a file, and redirects to the page while nothing may be shown. */
  const download = (
    ending: string,
    sendFile: (opened: Side, name: string, req: Request, res: Response) => void | Promise<void>,
    ...before: readonly RequestHandler[]
  ) =>
    app.get(`/teams/results.${ending}`, ...before, async (req, res) => {
      res.set(originOnly);
      const { key } = keyQuery.parse(req.query);
      const team = await reader.open(key);
      const results = await reader.results(team);
      if (!results) return seeOther(res, path(resultsPath(key)));
      await sendFile({ team, results }, `service-mirror-team.${ending}`, req, res);
    });

  download('csv', async ({ team, results }, name, req, res) => {
    const { teamCsv } = await import('../../../exports/team/team-csv.ts');
    const type = 'text/csv; charset=utf-8; header=present';
    sendDownload(res, { name, type, body: teamCsv(team.groups, results, separatorOf(req)) });
  });
  download('json', ({ team, results }, name, _req, res) => {
    const body = teamJson(team, results, config.teamThreshold);
    sendDownload(res, { name, type: 'application/json; charset=utf-8', body });
  });

  download(
    'pdf',
    async ({ team, results }, name, req, res) => {
      const { people } = await reader.progress(team);
      const input = {
        brand: site.brand.name,
        name: team.name,
        groups: team.groups,
        results,
        count: `${counted(people, 'person has', 'people have')} answered.`,
        date: dateText(deps.now()),
        paper: paperOf(req),
        made: deps.now(),
        questionsAddress: url(req, '/questions'),
        former: sync.accepts(team) ? undefined : team.edition,
      };
      await sendPdf(res, name, (signal) => deps.documents.teamPdf(input, signal));
    },
    limitDocuments(),
  );

  teamActions(app, site, reader);
}

function noticesOf({ query }: Request): string[] {
  return [
    ...('closed' in query ? ['The team is closed. It takes no more answers.'] : []),
    ...('reopened' in query ? ['The team is open again.'] : []),
    ...('replaced' in query
      ? [
          'This page has a new link, and the old one leads nowhere from now on. Keep the new one: it is shown below.',
        ]
      : []),
  ];
}

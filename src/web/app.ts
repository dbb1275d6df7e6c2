/** The site: one flat list of middleware and pages. Tests and the server call the same `createApp`. */

import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { emptyMoments } from '../assessment/moments.ts';
import { emptyPlan } from '../assessment/plan.ts';
import { momentsCodec, planCodec } from '../codec/sheets.ts';
import { Assets } from './assets.ts';
import { Benchmark } from './benchmark.ts';
import { openBrand } from './brand.ts';
import { momentsCookie, planCookie } from './cookies.ts';
import { CopySync } from './copy-sync.ts';
import { DatabasePause } from './database-pause.ts';
import type { Dependencies } from './dependencies.ts';
import { termLinker } from './glossary.ts';
import { headerWriter } from './headers.ts';
import { inOrder, originForm } from './http.ts';
import { serveAssets } from './middleware/assets.ts';
import { basePath } from './middleware/base-path.ts';
import { notFound, showProblem } from './middleware/errors.ts';
import { formBody } from './middleware/form-body.ts';
import { forwarded } from './middleware/forwarded.ts';
import { limitRates } from './middleware/rate-limit.ts';
import { requestLog } from './middleware/request-log.ts';
import { sameOrigin } from './middleware/same-origin.ts';
import { savedCopy } from './middleware/saved-copy.ts';
import { teamAnswers } from './middleware/team-answers.ts';
import { pageSender } from './page.ts';
import { assessmentPages } from './pages/assessments.ts';
import { benchmarkPages } from './pages/benchmark.ts';
import { comparePage } from './pages/compare.ts';
import { copyPages } from './pages/copy.ts';
import { downloadPages } from './pages/downloads.ts';
import { forgetPage } from './pages/forget.ts';
import { homePage } from './pages/home.ts';
import { informationPages } from './pages/information.ts';
import { momentsPages } from './pages/moments.ts';
import { operationsPages } from './pages/operations.ts';
import { planPages } from './pages/plan.ts';
import { principlePages } from './pages/principle.ts';
import { questionPage } from './pages/question.ts';
import { questionsPage } from './pages/questions.ts';
import { reportPages } from './pages/report.ts';
import { reportPdfPages } from './pages/report-pdf.ts';
import { resumePages } from './pages/resume.ts';
import { retakePages } from './pages/retake.ts';
import { sharePages } from './pages/share.ts';
import { snapshotPages } from './pages/snapshots.ts';
import { startPages } from './pages/start.ts';
import { teamMembershipPages } from './pages/team-membership.ts';
import { teamResultsPages } from './pages/team-results.ts';
import { teamsPages } from './pages/teams.ts';
import { securityHeaders } from './security-headers.ts';
import { SheetStore } from './sheet-store.ts';
import type { Site } from './site.ts';
import { TeamSync } from './team-sync.ts';
import { Views } from './views.ts';
import { VisitorStore } from './visitor-store.ts';

const root = join(import.meta.dirname, '../..');

declare module 'express-serve-static-core' {
  interface Locals {
    /** What a step before Express failed with. */
    fault?: unknown;
  }
}

/** What answers every request, and for the tests the pages of it that Express finds. */
export interface App extends RequestListener {
  readonly pages: Express;
}

export function createApp(deps: Dependencies): App {
  const { config, logger } = deps;
  const assets = new Assets(join(root, 'public'));
  const asset = (name: string) => `${config.basePath}/assets/${assets.named(name).address}`;
  const brand = openBrand(config.brand, assets, asset);
  const views = new Views(join(root, 'views'), {
    base: config.basePath,
    asset,
    brand,
    hasSample: deps.content.sample !== undefined,
    hasGlossary: deps.content.glossary.length > 0,
    hasStorage: deps.storage !== undefined,
    hasBenchmark: deps.storage !== undefined && config.benchmark,
  });
  const send = pageSender(views);
  const editions = { current: deps.content.instrument.edition, accepts: deps.content.acceptedEditions };
  const site: Site = {
    deps,
    brand,
    store: new VisitorStore(deps, editions),
    plan: new SheetStore(deps, planCookie, planCodec, emptyPlan),
    moments: new SheetStore(deps, momentsCookie, momentsCodec, emptyMoments),
    editions,
    url: ({ locals: { asker } }, address) =>
      `${config.origin ?? `${asker.isSecure ? 'https' : 'http'}://${asker.host}`}${config.basePath}${address}`,
    send,
    path: (address) => config.basePath + address,
    terms: termLinker(deps.content.glossary, config.basePath),
  };

  const pause = new DatabasePause(logger);
  const sync = deps.storage && new CopySync(site, deps.storage, pause);
  const teams = deps.storage && new TeamSync(site, deps.storage, pause);
  const failed = (message: string) => (error: unknown) => logger.error({ err: error }, message);
  const front = inOrder([
    requestLog(deps.logRequest, deps.meter),
    forwarded(config.trustProxy),
    basePath(config.basePath),
    serveAssets(assets),
    limitRates(),
    sameOrigin(config),
    formBody,
    ...(sync ? [savedCopy(sync, failed('saved copy failed'))] : []),
    ...(teams ? [teamAnswers(teams, failed('answers of a team failed'))] : []),
    questionPage(site),
  ]);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  // What a step failed with ends as what a page fails with.
  app.use((_req, res, next) => next(res.locals.fault));
  if (sync) copyPages(app, site, sync, teams);
  if (teams) {
    teamsPages(app, site, teams);
    teamMembershipPages(app, site, teams);
  }
  // Also where the operator has switched it off since: what somebody added must not outlive their forgetting.
  const benchmark = deps.storage && new Benchmark(site, deps.storage, pause);
  const offered = config.benchmark ? benchmark : undefined;
  if (offered) benchmarkPages(app, site, offered);
  questionsPage(app, site);
  principlePages(app, site);
  homePage(app, site);
  startPages(app, site);
  assessmentPages(app, site, teams);
  retakePages(app, site);
  snapshotPages(app, site);
  reportPages(app, site, offered);
  reportPdfPages(app, site);
  planPages(app, site);
  downloadPages(app, site);
  momentsPages(app, site);
  forgetPage(app, site, sync, teams, benchmark);
  resumePages(app, site, teams);
  sharePages(app, site);
  comparePage(app, site);
  teamResultsPages(app, site);
  informationPages(app, site);
  operationsPages(app, deps.storage);
  app.use(notFound);
  app.use(showProblem(send, logger));

  const respond = headerWriter(securityHeaders(config.origin?.startsWith('https:') === true));
  const answer: RequestListener = (req, response) => {
    const res = respond(response);
    req.url = originForm(req.url ?? '/');
    front(req, res, (fault) => {
      res.locals.fault = fault;
      app(req, res);
    });
  };
  return Object.assign(answer, { pages: app });
}

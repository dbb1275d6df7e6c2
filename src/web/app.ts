/** The site: one flat list of middleware and pages. Tests and the server call the same `createApp`. */

import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { emptyMoments } from '../assessment/moments.ts';
import { emptyPlan } from '../assessment/plan.ts';
import { momentsCodec, planCodec } from '../codec/worksheets.ts';
import { homePage } from './about/home.ts';
import { informationPages } from './about/information.ts';
import { operationsPages } from './about/operations.ts';
import { assessmentPages } from './assessments/assessments.ts';
import { retakePages } from './assessments/retake.ts';
import { snapshotPages } from './assessments/snapshots.ts';
import { startPages } from './assessments/start.ts';
import { Benchmark } from './benchmark/benchmark.ts';
import { benchmarkPages } from './benchmark/benchmark-pages.ts';
import { resumePages } from './carry/resume.ts';
import type { Dependencies } from './dependencies.ts';
import { basePath } from './http/base-path.ts';
import { formBody } from './http/form-body.ts';
import { forwarded } from './http/forwarded.ts';
import { headerWriter } from './http/headers.ts';
import { inOrder, originForm } from './http/http.ts';
import { notFound, showProblem } from './http/problem-page.ts';
import { limitRates } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { serveAssets } from './http/serve-assets.ts';
import { copyPages } from './keeping/copy.ts';
import { forgetPage } from './keeping/forget.ts';
import { momentsPages } from './moments/moments.ts';
import { planPages } from './plan/plan.ts';
import { principlePages } from './question/principle.ts';
import { questionPage } from './question/question.ts';
import { questionsPage } from './question/questions.ts';
import { Assets } from './render/assets.ts';
import { openBrand } from './render/brand.ts';
import { termLinker } from './render/glossary.ts';
import { pageSender } from './render/page.ts';
import { Views } from './render/views.ts';
import { downloadPages } from './report/downloads.ts';
import { reportPages } from './report/report.ts';
import { reportPdfPages } from './report/report-pdf.ts';
import { comparePage } from './share/compare.ts';
import { sharePages } from './share/share.ts';
import type { Site } from './site.ts';
import { CopySync } from './sync/copy-sync.ts';
import { DatabasePause } from './sync/database-pause.ts';
import { savedCopy } from './sync/saved-copy.ts';
import { teamAnswers } from './sync/team-answers.ts';
import { TeamSync } from './sync/team-sync.ts';
import { teamMembershipPages } from './teams/team-membership.ts';
import { teamResultsPages } from './teams/team-results.ts';
import { teamsPages } from './teams/teams.ts';
import { momentsCookie, planCookie } from './visitor/cookies.ts';
import { VisitorStore } from './visitor/visitor-store.ts';
import { SheetStore } from './visitor/worksheet-store.ts';

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

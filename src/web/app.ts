/** The site: one flat list of middleware and pages. Tests and the server call the same `createApp`. */
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
import { serveAssets } from './middleware/assets.ts';
import { basePath } from './middleware/base-path.ts';
import { notFound, showProblem } from './middleware/errors.ts';
import { formBody } from './middleware/form-body.ts';
import { limitRates } from './middleware/rate-limit.ts';
import { requestLog } from './middleware/request-log.ts';
import { sameOrigin } from './middleware/same-origin.ts';
import { savedCopy } from './middleware/saved-copy.ts';
import { securityHeaders } from './middleware/security-headers.ts';
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
import { questionPages } from './pages/question.ts';
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
import { SheetStore } from './sheet-store.ts';
import type { Site } from './site.ts';
import { TeamSync } from './team-sync.ts';
import { Views } from './views.ts';
import { VisitorStore } from './visitor-store.ts';

const root = join(import.meta.dirname, '../..');

export function createApp(deps: Dependencies): Express {
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
    url: (req, address) => `${config.origin ?? `${req.protocol}://${req.host}`}${config.basePath}${address}`,
    send,
    path: (address) => config.basePath + address,
    terms: () => termLinker(deps.content.glossary, config.basePath),
  };

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(requestLog(logger, deps.meter));
  app.use(securityHeaders(config.origin?.startsWith('https:') === true));
  app.use(basePath(config.basePath));
  app.use(serveAssets(assets));
  app.use(limitRates());
  app.use(sameOrigin(config));
  app.use(formBody);
  const pause = new DatabasePause(logger);
  const sync = deps.storage && new CopySync(site, deps.storage, pause);
  const teams = deps.storage && new TeamSync(site, deps.storage, pause);
  if (sync) {
    app.use(savedCopy(sync, (error) => logger.error({ err: error }, 'saved copy failed')));
    copyPages(app, site, sync, teams);
  }
  if (teams) {
    app.use(teamAnswers(teams, (error) => logger.error({ err: error }, 'answers of a team failed')));
    teamsPages(app, site, teams);
    teamMembershipPages(app, site, teams);
  }
  // Also where the operator has switched it off since: what somebody added must not outlive their forgetting.
  const benchmark = deps.storage && new Benchmark(site, deps.storage, pause);
  const offered = config.benchmark ? benchmark : undefined;
  if (offered) benchmarkPages(app, site, offered);
  questionPages(app, site);
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
  return app;
}

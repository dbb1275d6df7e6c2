/** What the routes of every feature receive. */
import { join } from 'node:path';
import type { Request } from 'express';
import type { Editions } from '../codec/state.ts';
import type { Content } from '../content/content.ts';
import type { Dependencies } from './dependencies.ts';
import { Assets } from './render/assets.ts';
import { type Brand, openBrand } from './render/brand.ts';
import { termLinker } from './render/glossary.ts';
import { pageSender, type SendPage } from './render/page.ts';
import { Views } from './render/views.ts';
import { Contributions } from './sync/contributions.ts';
import { CopySync } from './sync/copy-sync.ts';
import { DatabasePause } from './sync/database-pause.ts';
import { Removals } from './sync/removals.ts';
import { TeamSync } from './sync/team-sync.ts';
import { openStores, type Stores } from './visitor/stores.ts';

const root = join(import.meta.dirname, '../..');

export interface Site extends Stores {
  readonly deps: Dependencies;
  readonly content: Content;
  readonly assets: Assets;
  readonly brand: Brand;
  /** Undefined on a site without a database, as are `teams` and `contributions`. */
  readonly copies: CopySync | undefined;
  readonly teams: TeamSync | undefined;
  /** Also defined when the operator has switched the benchmark off, so that contributions can still be removed. */
  readonly contributions: Contributions | undefined;
  /** What "Forget me" removes from the database. Undefined without one. */
  readonly removals: Removals | undefined;
  /** The editions of the content whose answers cookies, links and files may hold. */
  readonly editions: Editions;
  /** Returns an absolute URL of this site. The origin is that of BASE_URL, or else of the request. */
  readonly url: (req: Request, address: string) => string;
  readonly send: SendPage;
  /** Prepends the path of BASE_URL to an address, for redirects. */
  readonly path: (address: string) => string;
  /** Returns a function that links glossary terms in HTML, each term once over all its calls. Make one for each page. */
  readonly terms: () => (html: string) => string;
}

/** @throws Error when a view does not compile (naming its file) or the operator's brand cannot be used */
export function openSite(deps: Dependencies): Site {
  const { config, content, storage, logger } = deps;
  const assets = new Assets(join(root, 'public'));
  const asset = (name: string) => `${config.basePath}/assets/${assets.named(name).address}`;
  const brand = openBrand(config.brand, assets, asset);
  const views = new Views(join(root, 'views'), {
    base: config.basePath,
    asset,
    brand,
    isUtc: config.timeZone === 'UTC',
    hasSample: content.sample !== undefined,
    hasGlossary: content.glossary.length > 0,
    hasStorage: storage !== undefined,
    hasBenchmark: storage !== undefined && config.benchmark,
  });
  const editions = { current: content.instrument.edition, accepts: content.acceptedEditions };
  const stores = openStores(deps, editions);
  const pause = new DatabasePause(logger);
  // The pages of a team's results query the table themselves, and must not wait for a database that is away either.
  const paused = storage && { ...storage, teams: pause.wrapped(storage.teams) };
  return {
    ...stores,
    deps: { ...deps, storage: paused },
    content,
    assets,
    brand,
    ...openSyncs(deps, stores, editions, pause),
    editions,
    url: (req, address) =>
      `${config.origin ?? `${req.protocol}://${req.host ?? ''}`}${config.basePath}${address}`,
    send: pageSender(views),
    path: (address) => config.basePath + address,
    terms: termLinker(content.glossary, config.basePath),
  };
}

/** What keeps browsers and the database the same; all undefined without a database. All share one pause. */
function openSyncs(deps: Dependencies, stores: Stores, editions: Editions, pause: DatabasePause) {
  const { storage } = deps;
  const copies = storage && new CopySync(deps, stores, editions, storage, pause);
  const teams = storage && new TeamSync(deps, stores, editions, storage, pause);
  const contributions = storage && new Contributions(deps, storage, pause);
  const removals = copies && teams && contributions && new Removals(deps, { copies, teams, contributions });
  return { copies, teams, contributions, removals };
}

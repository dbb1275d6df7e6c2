/** The site with every feature switched on, its routes, and a visitor who uses all of it. */

import type { Express } from 'express';
import { openStorage, type Storage } from '../../../src/storage/storage.ts';
import { stateCookie } from '../../../src/web/visitor/cookies.ts';
import { type TestOptions, testApp } from '../../site.ts';
import { type Engine, sqliteEngine } from '../../storage/postgres.ts';
import { Browser } from '../browser.ts';
import { sharedToken } from '../share/shared.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  keyQuestions,
  stateOf,
  visitorWith,
} from '../state.ts';

export interface Everything {
  readonly app: Express;
  readonly storage: Storage;
  readonly stop: () => Promise<void>;
}

/** Starts the site with an empty database. */
export async function everything(
  options: TestOptions = {},
  engine: Engine = sqliteEngine(),
): Promise<Everything> {
  const storage = await openStorage(await engine.fresh(), () => undefined);
  const environment = { DATABASE_URL: 'sqlite:unused.db', BENCHMARK: 'on', ...options.environment };
  const app = testApp({ ...options, environment, storage });
  return {
    app,
    storage,
    stop: async () => {
      await storage.close();
      await engine.stop();
    },
  };
}

export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
}

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
    readonly stack: readonly { readonly handle: unknown }[];
  };
}

const layersOf = ({ router }: Express) => (router as unknown as { readonly stack: readonly Layer[] }).stack;

/** Returns every route of the app, so that the tests cannot miss a new page. */
export function routesOf(app: Express): readonly Route[] {
  return layersOf(app).flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => ({ method: method as Route['method'], path: route.path }))
      : [],
  );
}

/** Returns the handlers of the POST route with this path. */
export function handlersOf(app: Express, path: string): readonly unknown[] {
  const own = layersOf(app).filter(({ route }) => route?.path === path && route.methods.post);
  return own.flatMap(({ route }) => route?.stack.map(({ handle }) => handle) ?? []);
}

/** Returns an address that leads to the route. */
export function addressOf({ path }: Route): string {
  return path
    .replace('/questions/:id', `/questions/${keyQuestions[0]?.id}`)
    .replace('/principles/:id', '/principles/3')
    .replace(':day', '2026-11-01')
    .replace(':id', '1');
}

/** Returns the browser of a visitor who has answered everything and keeps a saved copy. */
export async function regular(app: Express, person = 'Ruth', name = 'Ward 7'): Promise<Browser> {
  const assessment = assessmentWith(answersTo(instrument.questions), { name });
  const visitor = { ...visitorWith(assessment), name: person };
  const browser = new Browser(app, jarWith(visitor).set(stateCookie, stateOf(visitor)));
  const response = await browser.post('/copy');
  if (response.status !== 303) throw new Error(`/copy: expected 303, came ${response.status}`);
  return browser;
}

export const sharedAddress = `/shared?with=${sharedToken(answersTo(keyQuestions))}`;

/** /live: the live room. Each function adds the routes of one part of it. */
import type { Express } from 'express';
import type { Site } from '../site.ts';
import { arrangeRoutes } from './cycle/arrange.ts';
import { editRoutes } from './cycle/edit.ts';
import { mapRoutes } from './cycle/map.ts';
import { MapPage } from './cycle/map-page.ts';
import { namingRoutes } from './cycle/naming.ts';
import { enterRoutes } from './enter.ts';
import { facilitatorRoutes } from './facilitator.ts';
import { guideRoutes } from './guide.ts';
import { hereRoutes } from './here.ts';
import { openRoutes } from './opening/open.ts';
import { Rooms } from './rooms.ts';
import { screenRoutes } from './screen.ts';
import { sheetRoutes } from './sheet.ts';
import { eventRoutes } from './stream/events.ts';

export function liveRoutes(app: Express, site: Site): void {
  const { deps, teams } = site;
  const { storage } = deps;
  if (!storage || !teams) return;
  const rooms = new Rooms(deps, teams);
  enterRoutes(app, site, rooms);
  openRoutes(app, site, rooms);
  const map = new MapPage(site, rooms);
  hereRoutes(app, site, rooms, map);
  mapRoutes(app, site, rooms, map);
  facilitatorRoutes(app, site, rooms);
  arrangeRoutes(app, site, rooms);
  editRoutes(app, site, rooms);
  namingRoutes(app, site, rooms);
  screenRoutes(app, site, rooms);
  eventRoutes(app, site, rooms);
  sheetRoutes(app, site, rooms);
  guideRoutes(app, site);
}

/** The environment, parsed once. server.ts and cli/ pass process.env in; nothing else reads it. */
import { ConfigError, invalidSettings, missingSettings } from './config/faults.ts';
import { givenIn, type LogLevel, settings } from './config/settings.ts';
import type { DatabaseSetting, TrustProxy } from './config/values.ts';

export { ConfigError } from './config/faults.ts';
export { settingNames, shortestSecret } from './config/settings.ts';
export type { DatabaseSetting } from './config/values.ts';

export interface Config {
  readonly port: number;
  /** Undefined: the site listens on every interface. */
  readonly host: string | undefined;
  readonly environment: 'development' | 'production' | 'test';
  /** The first one signs, all of them verify. Empty outside production: server.ts makes one and keeps it under var/. */
  readonly cookieSecrets: readonly string[];
  readonly contentFolder: string;
  /** An IANA name. It decides which day it is. */
  readonly timeZone: string;
  /** The origin of BASE_URL. Undefined: each request's Host header is used. */
  readonly origin: string | undefined;
  /** The path of BASE_URL, in front of every path: "" or "/mirror". */
  readonly basePath: string;
  readonly trustProxy: TrustProxy;
  readonly logLevel: LogLevel;
  /** Undefined: the site stores nothing. */
  readonly database: DatabaseSetting | undefined;
  /** How many members of a team must have answered before anything is shown. */
  readonly teamThreshold: number;
  /** The most members of a team. */
  readonly teamMembers: number;
  /** Stored data that did not change for so many days is removed. */
  readonly retentionDays: number;
  /** Undefined: nothing is measured. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined;
  readonly brand: BrandSetting;
  /** Whether visitors may add their scores to this site's benchmark. */
  readonly benchmark: boolean;
}

/** An organisation's own name and look; web/render/brand.ts reads the logo and checks the colour. */
export interface BrandSetting {
  /** Undefined: Service Mirror. */
  readonly name: string | undefined;
  /** Path of a file. */
  readonly logo: string | undefined;
  /** `#rrggbb` in lower case. */
  readonly accent: string | undefined;
  /** Where visitors ask for help: `href` is a mailto: or https: address. */
  readonly contact: { readonly href: string; readonly text: string } | undefined;
}

/**
 * @param purpose a command neither reads nor signs cookies, so it needs no secret
 * @throws ConfigError listing every fault
 */
export function parseConfig(environment: NodeJS.ProcessEnv, purpose: 'site' | 'command' = 'site'): Config {
  const given = givenIn(environment);
  const { data, error } = settings.safeParse(given);
  const faults = [...(error ? invalidSettings(error, given) : []), ...missingSettings(given, purpose)];
  if (!data || faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    environment: data.NODE_ENV,
    cookieSecrets: data.COOKIE_SECRETS,
    contentFolder: data.CONTENT_DIR,
    timeZone: data.TIME_ZONE,
    origin: data.BASE_URL?.origin,
    basePath: data.BASE_URL?.path ?? '',
    trustProxy: data.TRUST_PROXY,
    database: data.DATABASE_URL,
    teamThreshold: data.TEAM_THRESHOLD,
    teamMembers: data.TEAM_MEMBERS,
    retentionDays: data.RETENTION_DAYS,
    metrics:
      data.METRICS_PORT === undefined ? undefined : { port: data.METRICS_PORT, host: data.METRICS_HOST },
    brand: {
      name: data.BRAND_NAME,
      logo: data.BRAND_LOGO,
      accent: data.BRAND_ACCENT,
      contact: data.CONTACT,
    },
    benchmark: data.BENCHMARK,
    logLevel: data.LOG_LEVEL ?? (data.NODE_ENV === 'test' ? 'silent' : 'info'),
  });
}

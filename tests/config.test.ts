import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, settingNames, shortestSecret } from '../src/config.ts';

const goodSecret = 'x'.repeat(shortestSecret);
const otherSecret = 'y'.repeat(shortestSecret);

/** The faults of an environment, one a line; empty when there are none. */
function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n  ').slice(1);
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('are those the issue names, and no other', () => {
    expect(settingNames.toSorted()).toEqual(
      [
        'PORT',
        'HOST',
        'NODE_ENV',
        'COOKIE_SECRETS',
        'CONTENT_DIR',
        'BASE_URL',
        'TRUST_PROXY',
        'LOG_LEVEL',
        'DATABASE_URL',
        'TEAM_THRESHOLD',
        'RETENTION_DAYS',
        'METRICS_PORT',
        'METRICS_HOST',
        'BRAND_NAME',
        'BRAND_LOGO',
        'BRAND_ACCENT',
        'CONTACT',
        'BENCHMARK',
      ].toSorted(),
    );
  });

  it('have a default each, so that an empty environment starts the site', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: undefined,
      environment: 'development',
      cookieSecrets: [],
      contentFolder: 'data',
      origin: undefined,
      basePath: '',
      trustProxy: false,
      logLevel: 'info',
      database: undefined,
      teamThreshold: 5,
      retentionDays: 400,
      metrics: undefined,
      brand: { name: undefined, logo: undefined, accent: undefined, contact: undefined },
      benchmark: false,
    });
  });

  it('count as not set when they are empty or blank', () => {
    const names = settingNames.filter((name) => name !== 'TEAM_THRESHOLD');
    const blank = Object.fromEntries(names.map((name, i) => [name, i % 2 ? '' : '  ']));
    expect(parseConfig(blank)).toEqual(parseConfig({}));
  });

  it('are read without the blanks around them', () => {
    expect(parseConfig({ PORT: ' 8080 ', CONTENT_DIR: ' /srv/content\n' })).toMatchObject({
      port: 8080,
      contentFolder: '/srv/content',
    });
  });

  it('cannot be changed once they are read', () => {
    expect(Object.isFrozen(parseConfig({}))).toBe(true);
  });

  it('leave what else is in the environment alone', () => {
    expect(parseConfig({ PATH: '/bin', port: '1', SECRET: 'x' })).toEqual(parseConfig({}));
  });
});

describe('PORT', () => {
  it.each([
    ['0', 0],
    ['80', 80],
    ['65535', 65_535],
  ])('may be %s', (PORT, port) => {
    expect(parseConfig({ PORT }).port).toBe(port);
  });

  it.each(['-1', '65536', '99999', '3000x', '3e3', '0x50', '80.5', 'http', '１２３'])(
    'may not be %s',
    (PORT) => {
      expect(faultsOf({ PORT })).toEqual([
        `PORT: expected a port number from 0 to 65535; came: ${JSON.stringify(PORT)}`,
      ]);
    },
  );
});

describe('HOST', () => {
  it('is taken as it is', () => {
    expect(parseConfig({ HOST: '127.0.0.1' }).host).toBe('127.0.0.1');
  });
});

describe('NODE_ENV', () => {
  it.each(['development', 'test'] as const)('may be %s', (NODE_ENV) => {
    expect(parseConfig({ NODE_ENV }).environment).toBe(NODE_ENV);
  });

  it('may be production, with a secret', () => {
    const config = parseConfig({ NODE_ENV: 'production', COOKIE_SECRETS: goodSecret });
    expect(config.environment).toBe('production');
  });

  it.each(['prod', 'Production', 'staging'])('may not be %s', (NODE_ENV) => {
    expect(faultsOf({ NODE_ENV })).toEqual([
      `NODE_ENV: expected development, production or test; came: "${NODE_ENV}"`,
    ]);
  });
});

describe('COOKIE_SECRETS', () => {
  it('are a list: the first signs, all verify', () => {
    expect(parseConfig({ COOKIE_SECRETS: `${goodSecret}, ${otherSecret},` }).cookieSecrets).toEqual([
      goodSecret,
      otherSecret,
    ]);
  });

  it('may not be shorter than they are safe', () => {
    expect(faultsOf({ COOKIE_SECRETS: 'x'.repeat(shortestSecret - 1) })).toEqual([
      expect.stringMatching(
        new RegExp(`^COOKIE_SECRETS: expected secrets of at least ${shortestSecret} char`),
      ),
    ]);
  });

  it('may not be short even when another one is long enough', () => {
    expect(faultsOf({ COOKIE_SECRETS: `${goodSecret},short` })).toHaveLength(1);
  });

  it('are never shown, whatever else is wrong', () => {
    const secret = 'hush-hush-short';
    const faults = faultsOf({ COOKIE_SECRETS: secret, PORT: 'x', NODE_ENV: 'production' }).join('\n');
    expect(faults).toContain('COOKIE_SECRETS');
    expect(faults).toContain('(not shown)');
    expect(faults).not.toContain('hush');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['blank', '   '],
    ['only commas', ' , ,, '],
  ])('stop the start in production when they are %s', (_how, COOKIE_SECRETS) => {
    expect(faultsOf({ NODE_ENV: 'production', COOKIE_SECRETS })).toEqual([
      expect.stringMatching(/^COOKIE_SECRETS: expected/),
    ]);
  });

  it('say how to make one', () => {
    expect(faultsOf({ NODE_ENV: 'production' })[0]).toContain('openssl rand -hex 32');
  });
});

describe('CONTENT_DIR', () => {
  it('is taken as it is', () => {
    expect(parseConfig({ CONTENT_DIR: '/srv/our questions' }).contentFolder).toBe('/srv/our questions');
  });
});

describe('BASE_URL', () => {
  it.each([
    ['https://mirror.example', 'https://mirror.example', ''],
    ['https://mirror.example/', 'https://mirror.example', ''],
    ['https://intranet.example/mirror/', 'https://intranet.example', '/mirror'],
    ['https://intranet.example/mirror', 'https://intranet.example', '/mirror'],
    ['http://localhost:3000/a/b/', 'http://localhost:3000', '/a/b'],
    ['HTTPS://Intranet.Example:443/Mirror', 'https://intranet.example', '/Mirror'],
  ])('%s has the origin %s and the prefix "%s"', (BASE_URL, origin, basePath) => {
    expect(parseConfig({ BASE_URL })).toMatchObject({ origin, basePath });
  });

  it.each([
    'intranet.example',
    '/mirror',
    'ftp://intranet.example/',
    'https://',
    'https://intranet.example/?a=b',
    'https://intranet.example/#top',
    'https://ann@intranet.example/',
    'https://:pw@intranet.example/',
  ])('may not be %s', (BASE_URL) => {
    expect(faultsOf({ BASE_URL })).toEqual([
      expect.stringMatching(/^BASE_URL: expected a web address .*, like https:\/\/.*; came: "/),
    ]);
  });

  it.each(['https://intranet.example/a;b/', 'https://intranet.example//elsewhere.example/'])(
    'may not be %s, which would break the cookie’s path or the redirects',
    (BASE_URL) => {
      expect(faultsOf({ BASE_URL })).toHaveLength(1);
    },
  );
});

describe('TRUST_PROXY', () => {
  it.each([
    ['true', true],
    ['false', false],
    ['0', 0],
    ['2', 2],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  ])('may be %s', (TRUST_PROXY, expected) => {
    expect(parseConfig({ TRUST_PROXY }).trustProxy).toEqual(expected);
  });

  it.each(['yes', '-1', 'proxy.example', '10.0.0.1 10.0.0.2', ','])('may not be "%s"', (TRUST_PROXY) => {
    expect(faultsOf({ TRUST_PROXY })).toEqual([
      expect.stringMatching(/^TRUST_PROXY: expected false, true, the number of proxies .*; came: "/),
    ]);
  });

  it.each(['abc', '999.0.0.1', '10.0.0.0/64', '1:2'])(
    'may not be "%s", which is no address although it looks like one',
    (TRUST_PROXY) => {
      expect(faultsOf({ TRUST_PROXY })).toHaveLength(1);
    },
  );
});

describe('LOG_LEVEL', () => {
  it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const)(
    'may be %s',
    (LOG_LEVEL) => {
      expect(parseConfig({ LOG_LEVEL }).logLevel).toBe(LOG_LEVEL);
    },
  );

  it('is silent under test unless it is set', () => {
    expect(parseConfig({ NODE_ENV: 'test' }).logLevel).toBe('silent');
    expect(parseConfig({ NODE_ENV: 'test', LOG_LEVEL: 'warn' }).logLevel).toBe('warn');
  });

  it('may not be anything else', () => {
    expect(faultsOf({ LOG_LEVEL: 'loud' })).toEqual([
      'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent; came: "loud"',
    ]);
  });
});

describe('several faults', () => {
  it('are listed at once, each under the name of its setting', () => {
    const faults = faultsOf({
      PORT: 'http',
      NODE_ENV: 'staging',
      COOKIE_SECRETS: 'short',
      BASE_URL: 'intranet',
      TRUST_PROXY: 'perhaps',
      LOG_LEVEL: 'loud',
    });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual(
      ['PORT', 'NODE_ENV', 'COOKIE_SECRETS', 'BASE_URL', 'TRUST_PROXY', 'LOG_LEVEL'].toSorted(),
    );
  });

  it('include the missing secrets of production', () => {
    const faults = faultsOf({ NODE_ENV: 'production', PORT: 'http' });
    expect(faults.map((fault) => fault.split(':')[0]).toSorted()).toEqual(['COOKIE_SECRETS', 'PORT']);
  });

  it('begin with a sentence that says what they are', () => {
    expect(() => parseConfig({ PORT: 'x' })).toThrow(/^The environment has faults:\n {2}PORT: /);
  });
});

describe('DATABASE_URL', () => {
  it.each([
    ['sqlite:var/mirror.db', { engine: 'sqlite', file: 'var/mirror.db' }],
    ['postgres://u:p@db/mirror', { engine: 'postgres', url: 'postgres://u:p@db/mirror' }],
    ['postgresql://db/mirror', { engine: 'postgres', url: 'postgresql://db/mirror' }],
  ])('may be %s', (DATABASE_URL, database) => {
    expect(parseConfig({ DATABASE_URL }).database).toEqual(database);
  });

  it.each(['sqlite:', 'mysql://db/mirror', 'mirror.db', 'postgres'])('may not be %s', (DATABASE_URL) => {
    expect(faultsOf({ DATABASE_URL })).toEqual([expect.stringContaining('DATABASE_URL: expected sqlite:')]);
  });

  it('is not shown when it is wrong: it may hold a password', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://me:hunter2@db' }).join()).not.toContain('hunter2');
  });
});

describe('TEAM_THRESHOLD', () => {
  it.each(['3', '5', '100'])('may be %s', (TEAM_THRESHOLD) => {
    expect(parseConfig({ TEAM_THRESHOLD }).teamThreshold).toBe(Number(TEAM_THRESHOLD));
  });

  it.each(['', ' ', '0', '2', '-1', 'abc', '5.5', '1e1', '101', 'NaN'])(
    'may not be "%s"',
    (TEAM_THRESHOLD) => {
      expect(faultsOf({ TEAM_THRESHOLD })).toEqual([
        expect.stringContaining('TEAM_THRESHOLD: expected a whole number from 3 to 100'),
      ]);
    },
  );
});

describe('BENCHMARK', () => {
  const DATABASE_URL = 'sqlite:var/mirror.db';

  it.each([
    ['on', true],
    ['off', false],
    ['', false],
  ])('may be "%s" with a database', (BENCHMARK, benchmark) => {
    expect(parseConfig({ BENCHMARK, DATABASE_URL }).benchmark).toBe(benchmark);
  });

  it('may be off without a database, but not on', () => {
    expect(parseConfig({ BENCHMARK: 'off' }).benchmark).toBe(false);
    for (const none of [undefined, '', ' '])
      expect(faultsOf({ BENCHMARK: 'on', DATABASE_URL: none })).toEqual([
        'BENCHMARK: expected DATABASE_URL as well, because a benchmark is kept in a database; came: "on"',
      ]);
  });

  it.each(['yes', '1', 'true', 'ON', 'o n'])('may not be "%s"', (BENCHMARK) => {
    expect(faultsOf({ BENCHMARK, DATABASE_URL })).toEqual([
      `BENCHMARK: expected on or off; came: ${JSON.stringify(BENCHMARK)}`,
    ]);
  });
});

describe('RETENTION_DAYS', () => {
  it.each(['30', '400', '3650'])('may be %s', (RETENTION_DAYS) => {
    expect(parseConfig({ RETENTION_DAYS }).retentionDays).toBe(Number(RETENTION_DAYS));
  });

  it.each(['0', '29', '3651', '-400', '1e3', 'never'])('may not be %s', (RETENTION_DAYS) => {
    expect(faultsOf({ RETENTION_DAYS })).toEqual([
      expect.stringContaining('RETENTION_DAYS: expected a whole number of days from 30 to 3650'),
    ]);
  });
});

describe('METRICS_PORT and METRICS_HOST', () => {
  it('measure nothing unless there is a port, and then for this machine only', () => {
    expect(parseConfig({ METRICS_HOST: '0.0.0.0' }).metrics).toBeUndefined();
    expect(parseConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' });
    expect(parseConfig({ METRICS_PORT: '9464', METRICS_HOST: '::' }).metrics?.host).toBe('::');
  });

  it('may not be what is no port', () => {
    expect(faultsOf({ METRICS_PORT: 'on' })).toEqual([expect.stringContaining('METRICS_PORT: expected')]);
  });
});

describe('the brand', () => {
  it('may have a name, a logo, a colour and a contact', () => {
    const brand = { BRAND_NAME: 'Our Mirror', BRAND_LOGO: '/srv/logo.svg', BRAND_ACCENT: '#0B5A6F' };
    expect(parseConfig({ ...brand, CONTACT: 'help@example.org' }).brand).toEqual({
      name: 'Our Mirror',
      logo: '/srv/logo.svg',
      accent: '#0b5a6f',
      contact: { href: 'mailto:help@example.org', text: 'help@example.org' },
    });
    expect(parseConfig({ CONTACT: 'https://intranet.example/help/' }).brand.contact).toEqual({
      href: 'https://intranet.example/help/',
      text: 'intranet.example/help',
    });
  });

  it.each([
    ['BRAND_NAME', 'x'.repeat(41)],
    ['BRAND_NAME', 'two\nlines'],
    ['BRAND_ACCENT', 'teal'],
    ['BRAND_ACCENT', '#abc'],
    ['BRAND_ACCENT', '#0b5a6f;}'],
    ['CONTACT', 'the help desk'],
    ['CONTACT', 'http://intranet.example/help'],
    ['CONTACT', 'javascript:alert(1)'],
    ['CONTACT', 'a@b.example?subject=x'],
    ['CONTACT', 'https://me:hunter2@intranet.example/'],
  ])('may not have the %s %s', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: expected `))]);
  });
});

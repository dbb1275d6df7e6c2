/** docs/operating.md says what is true: each setting, figure, command and log line that it names, and none is left out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };
import { parseConfig, settingNames } from '../../src/config.ts';
import { openMetrics } from '../../src/metrics/metrics.ts';
import { openStorage } from '../../src/storage/storage.ts';

const file = 'docs/operating.md';
const page = readFileSync(file, 'utf8');
const section = (title: string) => page.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';
/** Rows of the first table in a section, each as its cells. */
const table = (title: string) =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .slice(1);
const codeIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');

describe('docs/operating.md', () => {
  it('has a row for every setting, and for nothing that is none', () => {
    const rows = table('Settings').map(([name = '']) => codeIn(name)[0]);
    expect(rows.toSorted()).toEqual(settingNames.toSorted());
  });

  it('gives the defaults that the site has', () => {
    const config = parseConfig({});
    const defaults = new Map(table('Settings').map(([name = '', value = '']) => [codeIn(name)[0], value]));
    expect(defaults.get('PORT')).toBe(`\`${config.port}\``);
    expect(defaults.get('NODE_ENV')).toBe(`\`${config.environment}\``);
    expect(defaults.get('CONTENT_DIR')).toBe(`\`${config.contentFolder}\``);
    expect(defaults.get('TIME_ZONE')).toBe(`\`${config.timeZone}\``);
    expect(defaults.get('TRUST_PROXY')).toBe(`\`${config.trustProxy}\``);
    expect(defaults.get('TEAM_THRESHOLD')).toBe(`\`${config.teamThreshold}\``);
    expect(defaults.get('BENCHMARK')).toBe(config.benchmark ? '`on`' : '`off`');
    expect(defaults.get('RETENTION_DAYS')).toBe(`\`${config.retentionDays}\``);
    expect(defaults.get('METRICS_HOST')).toBe(`\`${parseConfig({ METRICS_PORT: '1' }).metrics?.host}\``);
    expect(defaults.get('LOG_LEVEL')).toBe(`\`${config.logLevel}\``);
    const [, accent] = /--accent: light-dark\((#\w+)/.exec(readFileSync('public/css/site.css', 'utf8')) ?? [];
    expect(defaults.get('BRAND_ACCENT')).toBe(`\`${accent}\``);
  });

  it('lists the figures that are served, and names no other', async () => {
    const metrics = openMetrics();
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    metrics.watch(storage);
    metrics.meter.request('GET', '/', 200, 0.01);
    const { text } = await request(createServer(metrics.serve)).get('/metrics');
    await storage.close();
    const served = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const ours = served.filter((name) => name.startsWith('mirror_'));
    const [, figures = ''] = /has, besides([\s\S]*?)```yaml/.exec(page) ?? [];
    const listed = [...figures.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
    expect(listed.toSorted()).toEqual(ours.toSorted());
    const named = [...page.matchAll(/\b((?:mirror|nodejs)_[a-z0-9_]+)/g)].map(([, name = '']) =>
      name.replace(/_bucket$/, ''),
    );
    expect(named.filter((name) => !served.includes(name))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const commands = [...page.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(commands).toContain('backup');
    expect(commands.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });

  it('names only log lines that are written', () => {
    const [, list = ''] = /by `msg`:([\s\S]*?)\n\n/.exec(page) ?? [];
    const messages = codeIn(list).filter((code) => code.includes(' '));
    expect(messages.length).toBeGreaterThan(4);
    expect(messages.filter((message) => !sources.includes(`'${message}`))).toEqual([]);
  });

  it('links to files that exist and to sections that it has', () => {
    const links = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
    const local = links.filter((to) => !to.startsWith('http'));
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(
      ([, title = '']) =>
        `#${title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-')}`,
    );
    const broken = local.filter((to) =>
      to.startsWith('#') ? !anchors.includes(to) : !existsSync(join(dirname(file), to)),
    );
    expect(broken).toEqual([]);
  });

  it('has YAML that is valid', () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text));
    expect(blocks.length).toBe(2);
  });
});

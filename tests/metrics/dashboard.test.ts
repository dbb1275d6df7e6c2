/** deploy/grafana-dashboard.json: every query names metrics and labels that the site has, and every metric of ours is shown. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openMetrics } from '../../src/metrics/metrics.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { request } from '../web/request.ts';

const place = z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1), h: z.int().min(1) });
const source = z.object({ type: z.literal('prometheus'), uid: z.string().regex(/^\$\{datasource\}$/) });
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int(),
  templating: z.object({
    list: z.array(
      z.object({ name: z.string(), query: z.union([z.string(), z.object({ query: z.string() })]) }),
    ),
  }),
  panels: z.array(
    z.object({
      id: z.int(),
      type: z.enum(['stat', 'timeseries']),
      title: z.string().min(1),
      description: z.string().min(1),
      datasource: source,
      gridPos: place,
      targets: z.array(z.object({ refId: z.string(), datasource: source, expr: z.string() })).min(1),
    }),
  ),
});

const { panels, templating } = dashboard.parse(
  JSON.parse(readFileSync('deploy/grafana-dashboard.json', 'utf8')),
);
const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
const choices = templating.list.map(({ query }) => (typeof query === 'string' ? query : query.query));

/** The names of metrics in a query: what a brace follows, and the first word of label_values. */
const metricsIn = (expr: string) =>
  [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{|label_values\(([\w:]+)/g)].map(([, name, of]) => name ?? of ?? '');
/** The names of labels in a query: in braces, after "by", and in label_values. */
const labelsIn = (expr: string) => [
  ...[...expr.matchAll(/(?:[{,]\s*)([a-z_]+)\s*(?:=~|!~|!=|=)/g)].map(([, name = '']) => name),
  ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/)),
  ...[...expr.matchAll(/label_values\([\w:]+, (\w+)\)/g)].map(([, name = '']) => name),
];

describe('deploy/grafana-dashboard.json', () => {
  /** The series as they are served, such as `mirror_http_requests_total` with `method`. */
  const served = new Set<string>();
  const labels = new Set(['job', 'instance']);

  beforeAll(async () => {
    const metrics = openMetrics();
    const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
    metrics.watch(storage);
    metrics.meter.request('GET', '/', 200, 0.01);
    metrics.meter.answerSaved();
    const { text } = await request(metrics.serve).get('/metrics');
    await storage.close();
    for (const [, name = '', list = ''] of text.matchAll(/^([a-z]\w*)(?:\{(.*)\})? /gm)) {
      served.add(name);
      for (const [, label = ''] of list.matchAll(/(\w+)="/g)) labels.add(label);
    }
  });

  it('names only metrics that are served', () => {
    expect(served).toContain('mirror_http_request_duration_seconds_bucket');
    const named = [...queries.map(({ expr }) => expr), ...choices].flatMap(metricsIn);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !served.has(name))).toEqual([]);
  });

  it('names only labels that those have or that Prometheus adds', () => {
    const named = [...queries.map(({ expr }) => expr), ...choices].flatMap(labelsIn);
    expect(named).toEqual(expect.arrayContaining(['job', 'status', 'route', 'le', 'instance']));
    expect(named.filter((name) => !labels.has(name))).toEqual([]);
  });

  it('shows every metric of ours', () => {
    const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/, '');
    const shown = new Set(queries.flatMap(({ expr }) => metricsIn(expr)).map(base));
    const ours = [...served].filter((name) => name.startsWith('mirror_')).map(base);
    expect(ours.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('queries only the job that is chosen', () => {
    for (const { title, expr } of queries)
      expect(expr.match(/\{/g)?.length, title).toBe(expr.match(/\{job=~"\$job"/g)?.length);
  });

  it('has panels with ids of their own that do not overlap', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});

/** Metrics for Prometheus: those that docs/operating.md lists, and the default ones of a Node process. */
import type { RequestListener } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Storage } from '../storage/storage.ts';
import type { Meter } from '../web/http/meter.ts';

export interface Metrics {
  readonly meter: Meter;
  readonly databaseFailed: () => void;
  /** Adds a gauge that checks the database at each scrape. */
  readonly watch: (storage: Storage) => void;
  /** Serves `/metrics` and nothing else, on a port of its own. */
  readonly serve: RequestListener;
}

/** In seconds. A page takes about one millisecond, a PDF about one second. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 2.5];
/** All other methods share one label, so that clients cannot add labels. */
const methods = new Set(['GET', 'HEAD', 'POST']);
const statuses = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'];

export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'mirror_http_requests_total',
    help: 'Requests answered, by method, route pattern and class of status.',
    labelNames: ['method', 'route', 'status'] as const,
    registers,
  });
  const durations = new Histogram({
    name: 'mirror_http_request_duration_seconds',
    help: 'Time from a request to the end of its response, by route pattern.',
    labelNames: ['route'] as const,
    buckets,
    registers,
  });
  const answers = new Counter({
    name: 'mirror_answers_saved_total',
    help: 'Questions answered or answered again.',
    registers,
  });
  const streams = new Gauge({
    name: 'mirror_live_streams',
    help: 'Pages of live rooms that are connected to this replica.',
    registers,
  });
  const failures = new Counter({
    name: 'mirror_database_errors_total',
    help: 'Queries that failed.',
    registers,
  });

  return {
    meter: {
      request: (method, route, status, seconds) => {
        requests.inc({
          method: methods.has(method) ? method : 'other',
          route,
          status: statuses[Math.floor(status / 100)] ?? 'none',
        });
        durations.observe({ route }, seconds);
      },
      answerSaved: () => answers.inc(),
      stream: (change) => streams.inc(change),
    },
    databaseFailed: () => failures.inc(),
    watch: (storage) => {
      new Gauge({
        name: 'mirror_database_up',
        help: '1 if the database answers, can write and has its tables, else 0.',
        registers,
        async collect() {
          this.set(
            await storage.check().then(
              () => 1,
              () => 0,
            ),
          );
        },
      });
    },
    serve: async (req, res) => {
      const path = req.url?.split('?', 1)[0];
      if (path !== '/metrics' || (req.method !== 'GET' && req.method !== 'HEAD')) {
        res.writeHead(404, { 'Content-Type': 'text/plain' }).end('The metrics are at /metrics.\n');
        return;
      }
      const text = await registry.metrics();
      res.writeHead(200, { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' }).end(text);
    },
  };
}

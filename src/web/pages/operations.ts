/** For operators and their balancers; never cached, never logged about a visitor. */
import type { Express } from 'express';

/** Content is loaded before the server listens, so a process that answers is alive and ready. */
export function operationsPages(app: Express): void {
  for (const address of ['/health', '/ready'])
    app.get(address, (_req, res) => {
      res.setHeader('Cache-Control', 'no-store');
      res.json({ status: 'ok' });
    });
}

/** For operators and their balancers; never cached, never logged about a visitor. */
import { Router } from 'express';

/** Content is loaded before the server listens, so a process that answers is alive and ready. */
export function operationsPages(): Router {
  const router = Router();
  for (const address of ['/health', '/ready'])
    router.get(address, (_req, res) => {
      res.setHeader('Cache-Control', 'no-store');
      res.json({ status: 'ok' });
    });
  return router;
}

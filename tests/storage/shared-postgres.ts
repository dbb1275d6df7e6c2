/** One PostgreSQL server for all test files of a project: making one takes longer than most files. */
import type { TestProject } from 'vitest/node';
import { hasPostgres, PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's address, where PostgreSQL is installed. */
    postgres: string;
  }
}

export default async function started({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!hasPostgres) return undefined;
  const server = new PostgresServer();
  await server.start();
  provide('postgres', server.url);
  return () => server.remove();
}

/** Starts one PostgreSQL server for all test files, because starting one takes longer than most of them. */
import type { TestProject } from 'vitest/node';
import { hasPostgres, PostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address of the server; not provided where PostgreSQL is not installed. */
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

/** The rows of a database and its processor time so far, for bench/visit.ts. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import { processorSeconds } from './servers.ts';

export interface Held {
  readonly rows: number;
  readonly bytes: number;
  /** The processor time of the database server; SQLite runs in the process of the site. */
  readonly processorSeconds: number;
}

const tables = ['copy', 'copy_part'];

export function heldBySqlite(file: string): Held {
  const db = new SQLite(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const count = (table: string) => Number(db.prepare(`select count(*) from ${table}`).pluck().get());
  const rows = tables.reduce((sum, table) => sum + count(table), 0);
  db.close();
  return { rows, bytes: statSync(file).size, processorSeconds: 0 };
}

/** The processor time of a PostgreSQL on this machine: of its main process, its ended children, and its running ones. */
function familySeconds(main: number): number {
  const fieldsOf = (pid: string) =>
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ended = fieldsOf(String(main));
  const running = readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && Number(fieldsOf(name)[1]) === main;
    } catch {
      return false;
    }
  });
  const own = (processorSeconds(main) ?? 0) + (Number(ended[13]) + Number(ended[14])) / 100;
  return running.reduce((sum, pid) => sum + (processorSeconds(Number(pid)) ?? 0), own);
}

export async function heldByPostgres(url: string): Promise<Held> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const first = async (query: string) =>
    Number((await client.query({ text: query, rowMode: 'array' })).rows[0]?.[0]);
  let [rows, bytes] = [0, 0];
  for (const table of tables) {
    rows += await first(`select count(*) from ${table}`);
    bytes += await first(`select pg_total_relation_size('${table}')`);
  }
  const backend = await first('select pg_backend_pid()');
  const main = Number(readFileSync(`/proc/${backend}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  const held = { rows, bytes, processorSeconds: familySeconds(main) };
  await client.end();
  return held;
}

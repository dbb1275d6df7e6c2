/** Compares the tables of a database with those that the migrations make. */
import { type Kysely, sql } from 'kysely';
import type { DatabaseAddress } from './address.ts';
import { wrongTables } from './away.ts';
import { migrate, openDatabase } from './database.ts';
import type { Database } from './schema.ts';

/** The names of the columns by the name of their table. */
type Tables = ReadonlyMap<string, ReadonlySet<string>>;

/** At most so many unknown tables are named: a PostgreSQL database may be shared with other programs. */
const mostNamed = 5;

let expected: Promise<Tables> | undefined;

/** Runs the migrations on an empty database in memory, once a process. Both engines get the same tables. */
async function expectedTables(): Promise<Tables> {
  const address = { engine: 'sqlite', file: ':memory:' } as const;
  const db = openDatabase(address);
  try {
    await migrate(db, 1);
    return await tablesOf(db, address);
  } finally {
    await db.destroy();
  }
}

/** Other programs may have tables of the same name in other schemas of PostgreSQL. The one on the search path counts. */
async function tablesOf(db: Kysely<Database>, { engine }: DatabaseAddress): Promise<Tables> {
  const found = await db.introspection.getTables();
  const asTables = (tables: typeof found) =>
    tables.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))] as const);
  if (engine === 'sqlite') return new Map(asTables(found));
  const { rows } = await sql<{ name: string }>`select unnest(current_schemas(false)) as name`.execute(db);
  // A later entry of a map replaces an earlier one, so the first schema of the path comes last.
  const ofPath = rows.toReversed().flatMap(({ name }) => found.filter(({ schema }) => schema === name));
  return new Map(asTables(ofPath));
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
const tablesNamed = (names: readonly string[]) =>
  names.length === 1 ? `the table ${quoted(names)} is` : `the tables ${quoted(names)} are`;
const columnsNamed = (names: readonly string[]) =>
  `${names.length === 1 ? 'the column' : 'the columns'} ${quoted(names)}`;
const without = (names: Iterable<string>, others: { has: (name: string) => boolean }) =>
  [...names].filter((name) => !others.has(name)).toSorted();

/** What a query would miss. */
function missingIn(tables: Tables, wanted: Tables): string[] {
  const missing = without(wanted.keys(), tables);
  const lacking = [...wanted].flatMap(([table, columns]) => {
    const there = tables.get(table);
    const names = there ? without(columns, there) : [];
    return names.length > 0 ? [`the table "${table}" lacks ${columnsNamed(names)}`] : [];
  });
  return [...(missing.length > 0 ? [`${tablesNamed(missing)} missing`] : []), ...lacking];
}

/** Columns that this version does not fill. */
function unknownIn(tables: Tables, wanted: Tables): string[] {
  return [...wanted].flatMap(([table, columns]) =>
    without(tables.get(table) ?? [], columns).map(
      (name) => `the table "${table}" has a column "${name}" that it does not know`,
    ),
  );
}

/** For the start. Also names unknown tables, which do no harm by themselves, when something is wrong. @throws WrongSchema */
export async function checkSchema(db: Kysely<Database>, address: DatabaseAddress): Promise<void> {
  expected ??= expectedTables();
  const [wanted, tables] = [await expected, await tablesOf(db, address)];
  const faults = [...missingIn(tables, wanted), ...unknownIn(tables, wanted)];
  if (faults.length === 0) return;
  const others = without(tables.keys(), wanted).slice(0, mostNamed);
  if (others.length > 0) faults.push(`${tablesNamed(others)} unknown to it`);
  throw wrongTables(faults.join('; '));
}

/** While the site runs: a newer replica may have added tables and columns. @throws WrongSchema */
export async function checkSchemaInUse(db: Kysely<Database>, address: DatabaseAddress): Promise<void> {
  expected ??= expectedTables();
  const faults = missingIn(await tablesOf(db, address), await expected);
  if (faults.length > 0) throw wrongTables(faults.join('; '));
}

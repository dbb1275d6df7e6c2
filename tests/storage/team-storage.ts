/** Teams in a database, as the site fills them, and its rows as an operator can read them. */
import type { Answers, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import { turned } from '../../src/assessment/counted.ts';
import type { Instrument } from '../../src/assessment/instrument.ts';
import { shownIn } from '../../src/assessment/team/member.ts';
import type { Figures } from '../../src/assessment/team/team-figures.ts';
import { decodeParts, decodeStates, memberChange, publishStored } from '../../src/codec/database/figures.ts';
import { publishStoredWithout } from '../../src/codec/database/left-out.ts';
import type { DatabaseAddress } from '../../src/storage/address.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import type { Responded } from '../../src/storage/tables/members.ts';
import type { NewTeam } from '../../src/storage/tables/teams.ts';
import { instrument } from '../web/state.ts';

const threshold = 5;
const addresses = new WeakMap<Storage, DatabaseAddress>();

/** Opens a storage whose rows `membersOf` can read. */
export async function openTestStorage(address: DatabaseAddress): Promise<Storage> {
  const storage = await openStorage(address, () => undefined);
  addresses.set(storage, address);
  return storage;
}

export const newTeam = (given: Partial<NewTeam> = {}): NewTeam => ({
  id: 'team',
  name: 'Parts counter',
  edition: instrument.edition,
  groups: [],
  createdOn: 20_000,
  closed: false,
  expected: 0,
  ...given,
});

interface Given {
  readonly person: string;
  readonly answers: Answers;
  readonly group?: number;
  readonly round?: number;
  readonly today?: number;
  readonly most?: number;
}

export function respond(
  { teams }: Storage,
  id: string,
  { person, answers, group = -1, round = 1, today = 20_000, most = 10_000 }: Given,
): Promise<Responded> {
  const change = memberChange(instrument, threshold, answers);
  return teams.respond(id, { person, group, round }, { today, mostMembers: most }, change);
}

export const leave = ({ teams }: Storage, id: string, person: string) =>
  teams.leave(id, person, memberChange(instrument, threshold, undefined));

/** What the facilitator asks for with "show now". */
export const show = ({ teams }: Storage, id: string) =>
  teams.publish(id, publishStored(instrument, threshold, true));

/** What "show now" does besides, in a new round. */
export const showWithout = ({ teams }: Storage, id: string) =>
  teams.publishWithout(id, 100, publishStoredWithout(instrument, threshold));

export async function figuresOf({ teams }: Storage, id: string): Promise<Figures> {
  return shownIn(decodeStates(await teams.figures(id)));
}

export interface StoredRow {
  readonly person: string;
  readonly group: number;
  readonly round: number;
  readonly ratings: string;
  readonly seats: string;
  readonly hasLeft: boolean;
}

export async function membersOf(storage: Storage, id: string): Promise<readonly StoredRow[]> {
  const address = addresses.get(storage);
  if (!address) throw new Error('open the storage with openTestStorage');
  const db = openDatabase(address);
  const rows = await db
    .selectFrom('member')
    .selectAll()
    .where('team_id', '=', id)
    .orderBy('person')
    .execute();
  if (address.engine !== 'pool') await db.destroy();
  return rows.map(({ person, group_no: group, round, ratings, seats, has_left }) => ({
    person,
    group,
    round,
    ratings,
    seats,
    hasLeft: has_left === 1,
  }));
}

/** The answer to a question as the member gave it; undefined for none. */
export function answerIn(
  row: StoredRow,
  id: string,
  { questions }: Pick<Instrument, 'questions'> = instrument,
): { me: PerspectiveAnswer; us: PerspectiveAnswer } | undefined {
  const question = questions.find((one) => one.id === id);
  const is = decodeParts(row).get(`q${id}`)?.is;
  if (!question || !is || is.me === '') return undefined;
  const given = (digits: string): PerspectiveAnswer =>
    digits === '-' ? 'not-applicable' : turned(question, Number(digits) as 0);
  return { me: given(is.me), us: given(is.us) };
}

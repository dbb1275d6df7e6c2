/** The tables, as types for kysely. A day is counted from 1 January 1970 UTC; no finer time is stored. */
import type { Generated } from 'kysely';

/** A saved copy (docs/decisions/0010-saved-copies.md). `id` is a hash of the visitor's key; the key itself is never stored. */
interface CopyTable {
  id: string;
  /** The number of writes so far. Each part has the revision of its last write. */
  revision: number;
  created_on: number;
  touched_on: number;
}

/** One answer, name or worksheet of a copy, encrypted with the visitor's key. `part` is an HMAC with the same key. */
interface CopyPartTable {
  copy_id: string;
  part: string;
  /** A removed part stays, with an encrypted empty value, so that other devices learn of the removal. */
  value: string;
  revision: number;
}

interface TeamTable {
  id: string;
  name: string;
  /** SHA-256 of the secrets in the two links. */
  join_hash: string;
  results_hash: string;
  edition: number;
  /** JSON: the role groups' names. */
  groups: string;
  created_on: number;
  touched_on: number;
  /** 0 or 1: a closed team takes no answers. */
  closed: number;
  /** From 1. */
  round: number;
  /** How many people are asked; 0 while nobody has said. */
  expected: number;
  /** 0 or 1: somebody has looked at figures of this round. */
  is_seen: number;
  /** JSON: what the team agreed to do (codec/database/actions.ts); empty for nothing. */
  actions: string;
}

/** One member of a team. Nothing says who the member is. */
interface MemberTable {
  team_id: string;
  /** A hash of the key that only the member's browser has. */
  person: string;
  /** Which of the team's role groups; -1 for none. */
  group_no: number;
  /** The round in which the member last answered. */
  round: number;
  joined_on: number;
  answered_on: number;
  /** 0 or 1: came after somebody had looked at figures of the round. */
  is_late: number;
  /** 0 or 1. Such a row has no ratings and no seats. It refuses a late save until the next round. */
  has_left: number;
  /** The member's ratings in each figure (codec/database/figures.ts); empty once the round is over. */
  ratings: string;
  /** In which figures the member is counted, and since when; no ratings. */
  seats: string;
}

/** One figure of a team. */
interface FigureTable {
  team_id: string;
  name: string;
  /** JSON: the published sums and the running sums (codec/database/figures.ts). */
  state: string;
}

/** A round that is over. */
interface RoundTable {
  team_id: string;
  number: number;
  edition: number;
  ended_on: number;
  /** How many had answered; 0 when that is not known. */
  people: number;
  /** JSON: the figures as last shown. */
  figures: string;
}

/** One person's scores in the benchmark of this site. */
interface ContributionTable {
  /** SHA-256 of the key that only the person's browser has. */
  person: string;
  edition: number;
  /** JSON: the points for me and us by competency id. */
  scores: string;
  given_on: number;
  /** JSON: the band in which each shown picture counts them; empty before the first. */
  counted: string;
}

/** The pictures of an edition's contributions. */
interface BenchmarkTable {
  edition: number;
  /** JSON: the pictures as last shown; empty before the first time. */
  pictures: string;
}

/** Row 1 has the day of the last purge. Row 2 is written to test the database; its value means nothing (upkeep/upkeep.ts). */
interface UpkeepTable {
  id: number;
  purged_on: number;
}

/** A live room. Its minute is stored, because it is gone after a day. */
interface LiveRoomTable {
  id: string;
  /** Hashes of the keys in the facilitator's link (a host in migration 0010) and the screen's, and of the code. */
  host_hash: string;
  screen_hash: string;
  code_hash: string;
  name: string;
  /** In minutes since 1 January 1970 UTC. */
  opened_at: number;
  /** Index of the current statement; -1 before the first. */
  place: number;
  /** In seconds since the room was opened; -1 without a timer. */
  timer_ends: number;
  /** 0 or 1. */
  closed: number;
  revision: number;
  /** JSON: what was agreed. */
  actions: string;
  /** JSON: the moments of truth; empty in a room that maps none. They are one text, so that no row is one person's. */
  cycle: string;
}

interface LiveStatementTable {
  room_id: string;
  place: number;
  question: string;
  /** JSON: the spread as revealed; empty before. */
  spread: string;
  note: string;
}

/** Who has joined. `person` is a hash of a key that only the person's browser has. */
interface LivePersonTable {
  room_id: string;
  person: string;
  /** How many moments the person has added; not which. */
  given: Generated<number>;
}

/** A rating until its statement is revealed. */
interface LiveRatingTable {
  room_id: string;
  place: number;
  person: string;
  /** Both ratings as one letter (codec/packed/letters.ts). */
  letter: string;
}

/** The dots that a person gives, until they are counted; called ballots only here, because migration 0012 does. */
interface LiveBallotTable {
  room_id: string;
  person: string;
  /** JSON: the ids of the chosen moments. */
  chosen: string;
}

/** A link of a team that was replaced by another. `hash` is like those of the team's links. */
interface ReplacedLinkTable {
  hash: string;
  team_id: string;
}

export interface Database {
  copy: CopyTable;
  copy_part: CopyPartTable;
  team: TeamTable;
  member: MemberTable;
  figure: FigureTable;
  round: RoundTable;
  replaced_link: ReplacedLinkTable;
  contribution: ContributionTable;
  upkeep: UpkeepTable;
  benchmark: BenchmarkTable;
  live_room: LiveRoomTable;
  live_statement: LiveStatementTable;
  live_person: LivePersonTable;
  live_rating: LiveRatingTable;
  live_ballot: LiveBallotTable;
}

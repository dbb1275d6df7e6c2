/** The tables, as kysely types them. Days are counted from 1 January 1970 UTC; nothing here is finer than a day. */

/** A saved copy. The visitor's key is never here: `id` is made from it and cannot be turned back (saved copies, docs/decisions). */
export interface CopyTable {
  id: string;
  /** Counts the writes; each part carries that of its last one. */
  revision: number;
  created_on: number;
  touched_on: number;
}

/** One answer, one name, one sheet of a copy: sealed with the visitor's key, under an id that says nothing without it. */
export interface CopyPartTable {
  copy_id: string;
  part: string;
  /** Sealed; a removed part keeps a sealed nothing, so that other devices learn of it. */
  value: string;
  revision: number;
}

export interface TeamTable {
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
  /** JSON: the figures as last published; empty before the first time. */
  published: string;
}

/** One person of a team, without anything that says who. */
export interface ResponseTable {
  team_id: string;
  /** Made from the key that only the person's browser has. */
  person: string;
  /** Which of the team's role groups; -1 for none. */
  group_no: number;
  /** Packed (codec/packed.ts); empty once the person has left. */
  answers: string;
  /** JSON: the person's part in each figure as published; once the person has left, only which. */
  shown: string;
  answered_on: number;
  /** 1: has changed since the figures were last worked out; 2: has not, but something of it must wait; 0: neither. */
  pending: number;
  /** 0 or 1. */
  has_left: number;
}

/** Somebody's scores, added to the benchmark of this site. */
export interface ContributionTable {
  /** SHA-256 of the key that only the person's browser has. */
  person: string;
  edition: number;
  /** JSON: per competency id, the points for me and us. */
  scores: string;
  given_on: number;
  /** JSON: in which band they are counted in which of the pictures shown; empty before the first. */
  counted: string;
}

/** What is shown of the contributions of an edition. */
export interface BenchmarkTable {
  edition: number;
  /** JSON: the pictures as shown last; empty before the first time. */
  pictures: string;
}

/** One row for the retention, and one that is written to see whether the database can write (its `purged_on` means nothing). */
export interface UpkeepTable {
  id: number;
  purged_on: number;
}

export interface Database {
  copy: CopyTable;
  copy_part: CopyPartTable;
  team: TeamTable;
  response: ResponseTable;
  contribution: ContributionTable;
  upkeep: UpkeepTable;
  benchmark: BenchmarkTable;
}

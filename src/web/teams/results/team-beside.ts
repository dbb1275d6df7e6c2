/** Compares a team with others, which are given by their results links. */

import { z } from 'zod';
import type { CompetencyResult, TeamResults } from '../../../assessment/team/team-results.ts';
import { inPoints } from '../../../assessment/team/team-text.ts';
import { gapLines, spanOfUs } from '../../../charts/gap-lines.ts';
import { keyIn } from '../../../codec/database/team-keys.ts';
import type { Content } from '../../../content/content.ts';
import { withoutMarks } from '../../../direction.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import type { FieldError } from '../../http/form.ts';
import type { ComparisonTable } from '../../render/comparison-table.ts';
import { sideRow } from './side-row.ts';
import type { TeamReader } from './team-reader.ts';

/** More columns would not be readable. */
export const mostBeside = 5;
const names = Array.from({ length: mostBeside }, (_, i) => (i === 0 ? 'with' : `with${i + 1}`));

const pasted = z.string().transform((text) => text.slice(0, 2_000).trim());
const one = z
  .union([pasted.transform((link) => [link]), z.array(pasted)])
  .optional()
  .transform((links) => links ?? [])
  .catch([]);

/** The links of a query in order: `with`, which may be repeated, then the form's `with2` to `with5`. */
export const linksBeside = z
  .object(Object.fromEntries(names.map((name) => [name, one])))
  .transform((query) => names.flatMap((name) => query[name] ?? []));

export interface Side {
  readonly team: Team;
  readonly results: TeamResults;
}

/** Returns the teams that can be compared, and an error for each link that cannot be used. @throws StorageAway */
export async function sidesOf(reader: TeamReader, own: Team, links: readonly string[]) {
  const sides: Side[] = [];
  const errors: FieldError[] = [];
  for (const [i, link] of links.entries()) {
    if (link === '') continue;
    const opened = await sideOf(reader, own, sides, link);
    if (typeof opened === 'string') errors.push({ field: fieldId(i), text: opened });
    else sides.push(opened);
  }
  return { sides, errors };
}

/** Returns the team, or a sentence that says why its link cannot be used. */
async function sideOf(
  reader: TeamReader,
  own: Team,
  before: readonly Side[],
  link: string,
): Promise<Side | string> {
  const team = await reader.find(keyIn(link));
  if (!team)
    return 'No team has this results link. Copy all of it, or ask its facilitator for the present one.';
  if (team.id === own.id) return 'This is the team of this page. Paste the link of another.';
  if (before.some((side) => side.team.id === team.id)) return 'This team is in the comparison already.';
  if (team.edition !== own.edition)
    return 'This team answered another edition of the questions, so the two cannot be compared.';
  const { results } = await reader.look(team);
  if (!results) return 'Too few of this team have answered for anything to be shown.';
  return { team, results };
}

const fieldId = (place: number) => `with-${place + 1}`;

export function fieldsBeside(links: readonly string[], errors: readonly FieldError[]) {
  return names.map((name, i) => ({
    id: fieldId(i),
    name,
    label: `Results link ${i + 1}`,
    value: links[i] ?? '',
    error: errors.find(({ field }) => field === fieldId(i))?.text ?? '',
  }));
}

/** The means of several teams by competency, as charts and as a table. @param sides the page's own team first */
export function besideView({ instrument }: Pick<Content, 'instrument'>, sides: readonly Side[]) {
  const max = instrument.points.competency;
  const resultOf = ({ results }: Side, id: string): CompetencyResult['result'] =>
    results.competencies.find(({ competency }) => competency.id === id)?.result;
  const rows = instrument.competencies.map(({ id, short: title }) => {
    const means = sides.map((side) => {
      const result = resultOf(side, id);
      return result && { me: result.me.mean, us: result.us.mean };
    });
    return { title, means };
  });
  const table: ComparisonTable = {
    caption: `Means out of ${max}`,
    first: 'Competency',
    names: sides.map(({ team }) => team.name),
    linked: false,
    hasMe: true,
    rows: rows.map(({ title, means }) => sideRow(title, means)),
  };
  return {
    table,
    charts: rows.map(({ title, means }) => {
      const lines = sides.map(({ team }, i) => ({
        label: withoutMarks(team.name),
        isName: true,
        me: means[i] && inPoints(means[i].me),
        us: means[i] && inPoints(means[i].us),
      }));
      const name = `${title}: means of me and us in ${sides.length} teams, out of ${max}`;
      return { title, svg: gapLines(name, lines, { max, decimals: 1, span: spanOfUs(lines) }) };
    }),
  };
}

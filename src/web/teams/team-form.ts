/** The form that makes a team. */

import { z } from 'zod';
import { teamNameLimit } from '../../codec/database/membership.ts';
import { isolated } from '../../direction.ts';
import { oneLine } from '../http/text-fields.ts';

export const groupLimit = 40;
export const mostGroups = 6;

/** Whether the text has more than spaces and format characters. */
const isVisible = (text: string) => /[^\p{Cf}\s]/u.test(text);
/** Texts that look the same to a reader give the same value. */
const lookOf = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}+/gu, '')
    .toLowerCase();

const nameWanted = 'Give the team a name';

const numberIn = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : undefined);

/** How many people are asked. @param least the threshold @param most the limit of members */
export function expectedField(least: number, most: number) {
  const wanted = `Enter how many people you ask, as a whole number from ${least} to ${most}`;
  return z.string(wanted).transform((text, context) => {
    const count = numberIn(text);
    if (count === undefined || count > most) context.addIssue(wanted);
    else if (count < least)
      context.addIssue(
        `Results need at least ${least} people, so ask ${least} or more: with ${count} nothing could ever be shown`,
      );
    return count ?? 0;
  });
}

/** @param threshold the least number of people behind a figure @param most the limit of members */
export const teamForm = (threshold: number, most: number) =>
  fields(threshold, most).superRefine(({ groups, expected }, context) => {
    const needed = groups.length * threshold;
    if (groups.length > 1 && expected < needed)
      context.addIssue({
        code: 'custom',
        path: ['groups'],
        message: `${groups.length} groups need at least ${needed} people, ${threshold} in each, and you ask ${expected}: the groups could never be shown. Leave them out, or ask more people`,
      });
  });

const fields = (threshold: number, most: number) =>
  z.object({
    ticket: z.string().catch(''),
    name: z
      .string(nameWanted)
      .transform(oneLine)
      .pipe(
        z
          .string()
          .refine(isVisible, nameWanted)
          .max(teamNameLimit, `Use at most ${teamNameLimit} characters for the name`),
      ),
    expected: expectedField(threshold, most),
    groups: z
      .string('Enter the groups one a line')
      .optional()
      .default('')
      .transform((text) =>
        text
          .split(/\r\n|\r|\n/)
          .map(oneLine)
          .filter(isVisible),
      )
      .superRefine((groups, context) => {
        const issue = groupsFault(groups);
        if (issue) context.addIssue(issue);
      }),
  });

function groupsFault(groups: readonly string[]): string | undefined {
  if (groups.length === 1) return 'One group alone splits nothing: enter at least two, or none';
  if (groups.length > mostGroups) return `Enter at most ${mostGroups} groups; you entered ${groups.length}`;
  const long = groups.find((group) => group.length > groupLimit);
  if (long)
    return `Use at most ${groupLimit} characters for a group; “${isolated(long.slice(0, 20))}…” is longer`;
  const looks = groups.map(lookOf);
  const twice = groups.find((_group, i) => looks.indexOf(looks[i] ?? '') < i);
  return twice && `Enter each group once; “${isolated(twice)}” is there twice`;
}

/** What the form shows again after an error: the text as it was sent. */
export interface TeamEntered {
  readonly name: string;
  readonly expected: string;
  readonly groups: string;
}

const text = z.string().catch('');
const enteredForm = z.object({ name: text, expected: text, groups: text });

export function teamEntered(body: unknown): TeamEntered {
  return enteredForm.parse(body);
}

/** The form that makes a team. */
import { z } from 'zod';
import { teamNameLimit } from '../../codec/database/membership.ts';
import { oneLine } from '../http/text-fields.ts';

export const groupLimit = 40;
export const mostGroups = 6;

/** Replaces line breaks, other control characters and lone surrogates with spaces. */
/** Whether the text has more than spaces and format characters. */
const isVisible = (text: string) => /[^\p{Cf}\s]/u.test(text);
/** Texts that look the same to a reader give the same value. */
const lookOf = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}+/gu, '')
    .toLowerCase();

const nameWanted = 'Give the team a name';

export const teamForm = z.object({
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
  if (long) return `Use at most ${groupLimit} characters for a group; “${long.slice(0, 20)}…” is longer`;
  const looks = groups.map(lookOf);
  const twice = groups.find((_group, i) => looks.indexOf(looks[i] ?? '') < i);
  return twice && `Enter each group once; “${twice}” is there twice`;
}

/** What the form shows again after an error: the text as it was sent. */
export interface TeamEntered {
  readonly name: string;
  readonly groups: string;
}

const text = z.string().catch('');
const enteredForm = z.object({ name: text, groups: text });

export function teamEntered(body: unknown): TeamEntered {
  return enteredForm.parse(body);
}

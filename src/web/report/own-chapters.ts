/** The visitor's contract and moments of truth as the report's PDF shows them. */
import type { Moments } from '../../assessment/moments.ts';
import type { Plan } from '../../assessment/plan.ts';
import type { Content } from '../../content/content.ts';
import type { Contract, MomentsTable } from '../../exports/pdf/report/own.ts';
import { momentColumns } from '../moments/moments-table.ts';
import { contractTitle, contractView } from '../plan/contract.ts';

/** Without goals it has blank ones, to be filled in by hand. */
export function contractOf(plan: Plan, content: Content): Contract {
  const { goals, texts, signing } = contractView(plan, content);
  return {
    title: contractTitle,
    goals: goals.map(({ text, owner, due, question, state }) => ({
      text,
      fields: [
        { title: 'Who sees to it', text: owner },
        { title: 'By when', text: due },
        { title: 'How it stands', text: state },
      ],
      source: question ? { title: 'It came from', text: sourceOf(question) } : undefined,
    })),
    texts,
    signing,
  };
}

function sourceOf({ id, statement }: { readonly id: string; readonly statement: string }): string {
  return statement ? `${id} ${statement}` : `question ${id}, which is no longer asked`;
}

/** Returns undefined while there are no moments. */
export function momentsOf(moments: Moments): MomentsTable | undefined {
  if (moments.moments.length === 0) return undefined;
  return {
    title: 'Moments of truth',
    cycle: moments.cycle,
    columns: momentColumns.map(({ short }) => short),
    rows: moments.moments.map((moment, i) =>
      momentColumns.map(({ text }) => (text === 'name' ? `${i + 1}. ${moment.name}` : moment[text] || '–')),
    ),
  };
}

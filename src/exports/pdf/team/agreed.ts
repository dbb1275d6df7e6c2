/** The chapter on what a team agreed to do. */
import type { Piece } from '../drawing/flow.ts';
import { chapterHead, columnsOf } from '../report/setting.ts';
import { table } from '../table.ts';
import type { Setting } from './setting.ts';

export function agreed({ actions, paper, root }: Setting): Piece[] {
  if (actions.length === 0) return [];
  const section = root.in('Sect');
  return [
    ...chapterHead('What we agreed', 'agreed', paper, section),
    ...table(
      'Actions of the team',
      columnsOf(
        paper.measure,
        ['What', 0.42],
        ['Owner', 0.2],
        ['By when', 0.14],
        ['Question', 0.11],
        ['State', 0.13],
      ),
      actions.map(({ what, owner, due, question, state }) => [
        what,
        owner || '–',
        due || '–',
        question || '–',
        state === 'open' ? 'to do' : state,
      ]),
      section,
    ),
  ];
}

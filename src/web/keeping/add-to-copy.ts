import type { Holdings } from '../../assessment/holdings.ts';
import { type CopyParts, withParts } from '../../assessment/reconcile.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import { partsOf } from '../../codec/database/copy.ts';

interface AddedToCopy {
  /** The parts that the browser and the copy hold from now on. */
  readonly merged: CopyParts;
  /** The parts to write to the copy. */
  readonly outgoing: CopyParts;
  /** New ids of the browser's assessments by their old ids. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Adds what a browser holds to a saved copy. Where both have a part, the copy's wins. An assessment of the browser gets a new
 * id when the copy has another assessment with the same id.
 * @param copy without removed parts
 * @param edition of the answers in both
 */
export function addToCopy(own: Holdings, copy: CopyParts, edition: number, newId: () => string): AddedToCopy {
  const { assessments, current } = own.visitor;
  const renamed = new Map(assessments.filter((one) => clashes(one, copy)).map(({ id }) => [id, newId()]));
  const idOf = (id: string) => renamed.get(id) ?? id;
  const visitor = {
    ...own.visitor,
    assessments: assessments.map((one) => ({ ...one, id: idOf(one.id) })),
    current: idOf(current),
  };
  const added = partsOf({ ...own, visitor }, edition);
  return {
    merged: withParts(added, copy),
    outgoing: new Map([...added].filter(([name]) => !copy.has(name))),
    renamed,
  };
}

/** Whether the copy has an assessment with this id and another level or name. */
function clashes({ id, level, name }: Assessment, copy: CopyParts): boolean {
  const other = copy.get(`a ${id}`);
  if (other === undefined) return false;
  return !other.includes(JSON.stringify(level)) || !other.includes(JSON.stringify(name));
}

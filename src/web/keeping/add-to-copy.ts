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
 * Adds what a browser holds to a saved copy. Where both have a part, the copy's wins. An assessment of the browser is put
 * together with the copy's of the same level and name, and gets a new id when the copy has another one with its id.
 * @param copy without removed parts
 * @param edition of the answers in both
 */
export function addToCopy(own: Holdings, copy: CopyParts, edition: number, newId: () => string): AddedToCopy {
  const { assessments, current } = own.visitor;
  const renamed = newIds(assessments, copy, newId);
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

function newIds(assessments: readonly Assessment[], copy: CopyParts, newId: () => string) {
  const isIn = (id: string) => copy.has(`a ${id}`);
  const taken = new Set(assessments.filter((one) => isIn(one.id) && !clashes(one, copy)).map(({ id }) => id));
  const inCopy = [...copy.keys()].filter((name) => name.startsWith('a ')).map((name) => name.slice(2));
  const renamed = new Map<string, string>();
  for (const one of assessments.filter(({ id }) => !taken.has(id))) {
    const twin = inCopy.find((id) => !taken.has(id) && !clashes({ ...one, id }, copy));
    if (twin === undefined && !isIn(one.id)) continue;
    renamed.set(one.id, twin ?? newId());
    if (twin !== undefined) taken.add(twin);
  }
  return renamed;
}

/** Whether the copy has an assessment with this id and another level or name. */
function clashes({ id, level, name }: Assessment, copy: CopyParts): boolean {
  const other = copy.get(`a ${id}`);
  if (other === undefined) return false;
  return !other.includes(JSON.stringify(level)) || !other.includes(JSON.stringify(name));
}

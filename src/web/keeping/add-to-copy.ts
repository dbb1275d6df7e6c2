import type { Holdings } from '../../assessment/holdings.ts';
import { type CopyParts, withParts } from '../../assessment/reconcile.ts';
import { partsOf } from '../../codec/database/copy.ts';

/**
 * Adds what a browser holds to a saved copy. Where both have a part, the copy's wins.
 * @param copy without removed parts
 * @returns `merged`, the parts that both hold from now on, and `outgoing`, the parts to write to the copy
 */
export function addToCopy(
  own: Holdings,
  copy: CopyParts,
  newId: () => string,
): { readonly merged: CopyParts; readonly outgoing: CopyParts } {
  const added = partsOf(withoutClash(own, copy, newId));
  return {
    merged: withParts(added, copy),
    outgoing: new Map([...added].filter(([name]) => !copy.has(name))),
  };
}

/** Gives an assessment of this browser a new id when the copy has another assessment with the same id. */
function withoutClash(own: Holdings, copy: CopyParts, newId: () => string): Holdings {
  const { visitor } = own;
  const assessments = visitor.assessments.map((assessment) => {
    const other = copy.get(`a ${assessment.id}`);
    if (other === undefined) return assessment;
    const isSame =
      other.includes(JSON.stringify(assessment.level)) && other.includes(JSON.stringify(assessment.name));
    return isSame ? assessment : { ...assessment, id: newId() };
  });
  const at = visitor.assessments.findIndex(({ id }) => id === visitor.current);
  return { ...own, visitor: { ...visitor, assessments, current: assessments[at]?.id ?? '' } };
}

/** Letters beyond those that the fonts of the documents have: neither Latin, Greek nor Cyrillic. */
const other =
  /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])\p{L}/u;

/** Whether one of the names has letters for which a document leaves a line to write on. */
export function hasOtherLetters(...names: readonly string[]): boolean {
  return names.some((name) => other.test(name));
}

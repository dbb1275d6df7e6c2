/** Gives a font another name. */

/** Name IDs of the OpenType specification, "name — Naming table": family, unique id, full and PostScript name. */
const nameIds = [1, 3, 4, 6, 16];
const reserved = 'Source';
/** As long as the reserved name, so that no offset in the file moves. */
const instead = 'Mirror';

/**
 * Returns a TrueType font under a name of ours. "Source" is a reserved name, which its licence, the SIL Open Font License,
 * keeps for fonts that are unchanged. Copyright and trademark notices stay.
 */
export function renamed(font: Buffer): Buffer {
  const changed = Buffer.from(font);
  const table = tableAt(changed, 'name');
  const records = changed.readUInt16BE(table + 2);
  const texts = table + changed.readUInt16BE(table + 4);
  for (let record = table + 6; record < table + 6 + 12 * records; record += 12) {
    if (!nameIds.includes(changed.readUInt16BE(record + 6))) continue;
    const start = texts + changed.readUInt16BE(record + 10);
    const text = changed.subarray(start, start + changed.readUInt16BE(record + 8));
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const at = text.indexOf(bigEndian(reserved, encoding));
      if (at >= 0) bigEndian(instead, encoding).copy(text, at);
    }
  }
  return changed;
}

function bigEndian(text: string, encoding: 'latin1' | 'utf16le'): Buffer {
  const bytes = Buffer.from(text, encoding);
  return encoding === 'utf16le' ? bytes.swap16() : bytes;
}

/** @throws Error when the font has no such table */
function tableAt(font: Buffer, tag: string): number {
  for (let record = 12; record < 12 + 16 * font.readUInt16BE(4); record += 16)
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  throw new Error(`the font has no table ${tag}`);
}

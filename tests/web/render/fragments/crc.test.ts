import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendCrc, crcShift } from '../../../../src/web/render/fragments/crc.ts';

describe('appendCrc', () => {
  it('returns the CRC of two joined texts', () => {
    const anyBytes = fc.uint8Array({ maxLength: 5000, size: 'max' });
    fc.assert(
      fc.property(anyBytes, anyBytes, (before, after) => {
        const together = crc32(Buffer.concat([before, after]));
        expect(appendCrc(crc32(before), crc32(after), crcShift(after.length))).toBe(together);
      }),
    );
  });

  it('returns the CRC of two joined texts when the second has 3 MB', () => {
    const after = Buffer.alloc(3_000_001, 'abc');
    const together = crc32(after, crc32('before'));
    expect(appendCrc(crc32('before'), crc32(after), crcShift(after.length))).toBe(together);
  });
});

/** An address as a QR code, to be read by a phone from a screen or from paper. */
import { createRequire } from 'node:module';

/** Loaded at the first use, because the library takes 11 MB of memory. */
const require = createRequire(import.meta.url);
const create: typeof import('qrcode').create = (...given) => require('qrcode').create(...given);

/**
 * Characters. 1,000 bytes take version 22 at the lowest level of correction (ISO/IEC 18004, table 7). That has 105 modules a
 * side, of 4 pixels on a screen and of 0.8 mm when printed 90 mm wide. Phones often fail to read smaller modules.
 */
export const codeLimit = 1_000;
/** The width of a module on a screen. */
const pixels = 4;
/** Modules of white around the code, which readers need to find it (ISO/IEC 18004, section 6.3.8). */
const quietZone = 4;

export interface QrCode {
  /** The width of the code with its quiet zone, in modules. */
  readonly side: number;
  /** The same in pixels on a screen. */
  readonly width: number;
  /** The dark modules as the `d` attribute of an SVG path, one rectangle for each run in a row. */
  readonly path: string;
}

export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: text.length > codeLimit / 2 ? 'L' : 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    let run = 0;
    for (let x = 0; x <= size; x++) {
      if (x < size && modules.get(y, x)) run++;
      else if (run > 0) {
        path += `M${x - run + quietZone} ${y + quietZone}h${run}v1h-${run}z`;
        run = 0;
      }
    }
  }
  const side = size + 2 * quietZone;
  return { side, width: side * pixels, path };
}
